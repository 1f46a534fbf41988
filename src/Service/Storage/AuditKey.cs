namespace Claudit.Storage;

/// <summary>Names one audit of one tenant; every stored thing of it lies under <see cref="Path"/>.</summary>
public readonly record struct AuditKey(string Tenant, string Audit)
{
    public string Path => $"{Tenant}/{Audit}";
}
