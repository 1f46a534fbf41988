using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// How clients of billing providers, and of HTTP (provider <c>http</c>), are set up to repeat requests. A registration with the tag <c>client</c>, and <c>retries</c> or <c>no-retries</c> where that is
/// set. Field: <c>retries</c>.
/// </summary>
internal sealed class Clients : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last is "AddStandardResilienceHandler" or "AddPolicyHandler" or "AddTransientHttpErrorPolicy" or "AddResilienceHandler" or "axiosRetry" or "fetchRetry"
            || (callee.Last is "HTTPAdapter" or "HTTPTransport" or "AsyncHTTPTransport" or "Retry" && call.Arguments.Any(argument => argument.Name is "max_retries" or "retries" or "total" or "status_forcelist")))
        {
            moment.Facts.Add(moment.Site(SiteKind.Register, call, callee.Path) with { Provider = "http", Tags = ["client", "retries"] });
            return;
        }

        if (ProviderOf(call, callee, moment) is not { } provider) return;
        var options = call.Arguments.SelectMany(argument => argument.Name is not null ? [argument] : Moment.EntriesOf(moment.Resolve(argument.Value)) ?? []);
        foreach (var option in options)
        {
            if (!IsRetryOption(option.Name)) continue;
            Note(call, provider, option.Name!, option.Value, moment);
            return;
        }
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (@operator != "=" || target is not MemberExpression member || !IsRetryOption(member.Name)) return;
        var path = Callee.PathOf(member, 4);
        var provider = path.Contains("tripe", StringComparison.Ordinal) ? "stripe" : path.Contains("orb", StringComparison.OrdinalIgnoreCase) ? "orb" : path.Contains("etronome", StringComparison.Ordinal) ? "metronome" : null;
        if (provider is not null) Note(node, provider, member.Name, value, moment);
    }

    private static void Note(Node node, string provider, string name, Expression value, Moment moment)
    {
        var retries = moment.Trace(value);
        if (retries.Literal is null) return;
        moment.Facts.Add(moment.Site(SiteKind.Register, node, moment.TextOf(node)) with
        {
            Provider = provider,
            Tags = ["client", retries.Literal is "0" or "false" or "False" ? "no-retries" : "retries"],
            Fields = [new FieldFact(name, moment.LinesOf(value), retries)],
        });
    }

    private static bool IsRetryOption(string? name) => name is "maxNetworkRetries" or "max_network_retries" or "MaxNetworkRetries" or "maxRetries" or "max_retries" or "MaxRetries" or "retries";

    private static string? ProviderOf(CallExpression call, Callee callee, Moment moment)
    {
        switch (callee.Last)
        {
            case "Stripe" or "StripeClient" or "SystemNetHttpClient":
                return "stripe";
            case "Orb" or "AsyncOrb" or "OrbClient":
                return "orb";
            case "Metronome" or "AsyncMetronome":
                return "metronome";
            case "OpenMeter":
                return "openmeter";
            case "with_options" or "withOptions" or "create" or "ingest" or "CreateAsync":
                var path = callee.Folded;
                if (path.Contains("meterevent", StringComparison.Ordinal) || path.Contains("stripe", StringComparison.Ordinal)) return "stripe";
                if (moment.Facts.Imports("orb")) return "orb";
                return moment.Facts.Imports("@metronome", "metronome") ? "metronome" : null;
            default:
                return null;
        }
    }
}
