using System.Collections.Immutable;
using System.Globalization;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Answers to callers: framework calls, and what a route's function returns. Target: the status where one is given. Fields: those of the body.
/// Tags: <c>error</c> (a status from 400), <c>catch</c> (given by a handler of errors), <c>zero</c> and <c>empty</c> (the body says that there is nothing),
/// <c>file</c> (a download).
/// </summary>
internal sealed class Responses : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (KindOf(call, callee, moment) is not { } kind) return;
        var status = StatusOf(call, moment);
        Note(call, callee.Path, status, kind == AnswerKind.File, call.Arguments.Where(argument => argument.Value is not LiteralExpression { Kind: LiteralKind.Number }).Select(argument => argument.Value), moment);
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (target is not MemberExpression member || @operator != "=") return;
        var path = Callee.PathOf(member, 6);
        if (path is "ctx.body" or "context.body") Note(node, path, null, false, [value], moment);
        else if (member.Name is "StatusCode" && path.Contains("Response", StringComparison.Ordinal)) Note(node, path, NumberOf(value, moment), false, [], moment);
        else if (path is "ctx.status" or "context.status") Note(node, path, NumberOf(value, moment), false, [], moment);
    }

    public override void Statement(Statement statement, Moment moment)
    {
        if (statement is not ReturnStatement { Value: { } value }) return;
        var function = moment.InnermostFunction;
        if (function is not { Index: >= 0, Entry: EntryKind.Route }) return;
        var bare = value is AwaitExpression await ? await.Operand : value;
        if (bare is CallExpression call && KindOf(call, Callee.Of(call.Callee), moment) is not null) return;
        var status = bare is ListExpression { Items: [_, var second, ..] } ? NumberOf(second, moment) : null;
        Note(statement, "return", status, false, bare is ListExpression { Items: [var first, ..] } && status is not null ? [first] : [bare], moment);
    }

    private enum AnswerKind
    {
        Body,
        File,
    }

    private static AnswerKind? KindOf(CallExpression call, Callee callee, Moment moment)
    {
        switch (callee.Last)
        {
            case "json" or "send" or "end" or "sendStatus" or "write" or "jsonp" or "render" when call.Callee is MemberExpression { Target: var target } && IsResponse(target):
                return AnswerKind.Body;
            case "json" or "text" or "body" when callee.Path.StartsWith("c.", StringComparison.Ordinal) || callee.Path.StartsWith("ctx.", StringComparison.Ordinal):
            case "json" when callee.Path is "NextResponse.json" or "Response.json":
            case "Response" or "NextResponse" when call.IsNew || call.Callee is NameExpression:
            case "jsonify" or "JSONResponse" or "JsonResponse" or "ORJSONResponse" or "HttpResponse" or "make_response" or "PlainTextResponse" or "abort" or "HTTPException" or "HttpException"
                or "render_template" or "TemplateResponse":
                return AnswerKind.Body;
            case "StreamingResponse" or "StreamingHttpResponse" or "FileResponse" or "send_file":
            case "sendFile" or "download" or "attachment" when call.Callee is MemberExpression { Target: var target } && IsResponse(target):
                return AnswerKind.File;
            case "Ok" or "Json" or "StatusCode" or "Problem" or "BadRequest" or "NotFound" or "Forbid" or "Created" or "Accepted" or "Content" or "Text" or "NoContent" or "UnprocessableEntity"
                when moment.Tree.File.Language is Language.CSharp && (call.Callee is NameExpression || callee.Path.StartsWith("Results.", StringComparison.Ordinal) || callee.Path.StartsWith("TypedResults.", StringComparison.Ordinal)):
                return AnswerKind.Body;
            case "File" or "Stream" or "Bytes" when moment.Tree.File.Language is Language.CSharp && (call.Callee is NameExpression || callee.Path.Contains("Results.", StringComparison.Ordinal)):
                return AnswerKind.File;
            case "WriteAsJsonAsync" when moment.Tree.File.Language is Language.CSharp:
                return AnswerKind.Body;
            default:
                return null;
        }
    }

    /// <summary>Whether a call chain begins at the answer that a framework hands in.</summary>
    private static bool IsResponse(Expression expression)
    {
        while (true)
        {
            switch (expression)
            {
                case CallExpression { Callee: MemberExpression member }:
                    expression = member.Target;
                    continue;
                case MemberExpression { Name: "response" or "res" }:
                    return true;
                case NameExpression name:
                    return name.Name is "res" or "response" or "reply" or "rep" or "resp" or "_res";
                default:
                    return false;
            }
        }
    }

    private static string? StatusOf(CallExpression call, Moment moment)
    {
        for (Expression at = call; at is CallExpression { Callee: var callee } link; at = callee is MemberExpression member ? member.Target : callee)
        {
            var last = Callee.Of(callee).Last;
            foreach (var argument in link.Arguments)
            {
                if (argument.Name is "status" or "status_code" or "statusCode" && NumberOf(argument.Value, moment) is { } named) return named;
                if (argument is { Name: null, Value: ObjectExpression options } && options.Entries.FirstOrDefault(entry => entry.Name is "status" or "statusCode").Value is { } inside && NumberOf(inside, moment) is { } given) return given;
            }

            if (last is "status" or "code" or "sendStatus" or "StatusCode" or "abort" or "HTTPException" or "HttpException" or "json" or "text" or "make_response")
            {
                foreach (var argument in link.Arguments)
                {
                    if (argument.Name is null && NumberOf(argument.Value, moment) is { Length: 3 } number) return number;
                }
            }

            if (last is "BadRequest" or "NotFound" or "Forbid" or "Problem" or "UnprocessableEntity") return last switch
            {
                "NotFound" => "404",
                "Forbid" => "403",
                "Problem" => "500",
                "UnprocessableEntity" => "422",
                _ => "400",
            };
        }

        return null;
    }

    private static string? NumberOf(Expression value, Moment moment) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Number } number => number.Value,
        CastExpression cast => NumberOf(cast.Operand, moment),
        MemberExpression member => NumberOf(member.Name),
        NameExpression name => moment.Resolve(name) is LiteralExpression { Kind: LiteralKind.Number } number ? number.Value : null,
        _ => null,
    };

    /// <summary>The status that a constant stands for: <c>HTTP_402_PAYMENT_REQUIRED</c>, <c>Status429TooManyRequests</c>, <c>PAYMENT_REQUIRED</c>.</summary>
    private static string? NumberOf(string constant)
    {
        foreach (var part in constant.Split('_'))
        {
            if (part.Length == 3 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return part;
        }

        if (constant.Length > 9 && constant.StartsWith("Status", StringComparison.Ordinal) && char.IsAsciiDigit(constant[6])) return constant[6..9];
        return constant.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "PAYMENTREQUIRED" => "402",
            "TOOMANYREQUESTS" => "429",
            "FORBIDDEN" => "403",
            "SERVICEUNAVAILABLE" => "503",
            "INTERNALSERVERERROR" => "500",
            _ => null,
        };
    }

    private static void Note(Node node, string what, string? status, bool isFile, IEnumerable<Expression> bodies, Moment moment)
    {
        var fields = ImmutableArray<FieldFact>.Empty;
        var (isZero, isEmpty) = (false, false);
        foreach (var body in bodies)
        {
            var resolved = moment.Resolve(body) ?? body;
            if (Moment.EntriesOf(resolved) is { } entries) fields = fields.AddRange(moment.FieldsOf(entries));
            else fields = fields.Add(new FieldFact("body", moment.LinesOf(body), moment.Trace(body)));
            isZero |= CaughtOutcomes.IsZero(resolved, 5);
            isEmpty |= CaughtOutcomes.IsEmpty(resolved);
        }

        var site = moment.Site(SiteKind.Respond, node, what);
        var tags = ImmutableArray.CreateBuilder<string>();
        if (status is { Length: 3 } and [>= '4', ..]) tags.Add("error");
        if ((site.Within & Surroundings.Catch) != 0) tags.Add("catch");
        if (isZero) tags.Add("zero");
        if (isEmpty) tags.Add("empty");
        if (isFile) tags.Add("file");
        moment.Facts.Add(site with { Target = status, Fields = fields, Tags = tags.ToImmutable() });
    }
}
