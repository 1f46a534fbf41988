namespace Claudit.Functions.Contract;

internal static class Unfaked
{
    internal static NotSupportedException Call() => new("Fakes override this.");
}
