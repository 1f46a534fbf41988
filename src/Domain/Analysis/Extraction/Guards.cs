using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Checks that stand before a route without being called by it: guards, policies and filters that a class is marked with. Kind Mention, target
/// <c>guarded</c>. That someone is signed in says nothing of what they may see.
/// </summary>
internal sealed class Guards : Recogniser
{
    private static readonly string[] Words = ["guard", "guards", "policy", "member", "membership", "owner", "owns", "permission", "permissions", "access", "tenant", "scope", "scoped", "roles", "role"];

    public override void Type(TypeStatement type, Moment moment)
    {
        var decorators = type.Decorators.Concat(type.Members.OfType<FunctionStatement>().SelectMany(member => member.Function.Decorators));
        if (decorators.FirstOrDefault(IsGuard) is { } guard) moment.Facts.Add(moment.Site(SiteKind.Mention, guard, "guarded") with { Target = "guarded" });
    }

    private static bool IsGuard(Expression decorator)
    {
        var call = decorator as CallExpression;
        var name = Callee.Of(call?.Callee ?? decorator).Last;
        if (name is "Authorize" or "authorize") return call is { Arguments.IsEmpty: false };
        if (name is "UseGuards") return call is not null && call.Arguments.Any(argument => Extraction.Words.Of(Callee.PathOf(argument.Value, 4)) is var words && words.Overlaps(Words) && !words.IsSubsetOf(["auth", "guard", "jwt", "session", "api", "key"]));
        return Extraction.Words.Of(name).Overlaps(Words);
    }
}
