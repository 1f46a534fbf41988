using System.Buffers;
using System.Text.Json;
using Claudit.Api;
using Claudit.Audits;

namespace Claudit.Intake;

/// <summary>Takes a JSON request apart piece by piece: the content of its files is handed on, the rest is kept until it is complete.</summary>
/// <param name="mostFiles">One more is kept, so that who reads the submission says in its own words that there are too many.</param>
/// <param name="start">Where the content of the first file will lie in the spool.</param>
internal sealed class JsonRequest(int mostFiles, long start)
{
    private const int LargestValue = 256 << 10;

    private static readonly string[] OfRequest = ["audit", "files", "options"];
    private static readonly string[] OfFile = ["path", "content"];

    private readonly RequestFields _fields = new();
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly List<(string Path, long Start, long Length)> _files = [];
    private readonly NamedOnce _request = new(OfRequest);
    private readonly NamedOnce _file = new(OfFile);
    private readonly Dictionary<string, ArrayBufferWriter<byte>> _values = [];

    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonFault.MostLevels });
    private Place _place = Place.Start;

    /// <summary>The level of a value that is not looked into, while it is passed.</summary>
    private int? _passedAt;
    private ArrayBufferWriter<byte>? _kept;
    private bool _hasToken;
    private int _index = -1;
    private string? _path;
    private (long Start, long Length) _where;
    private long _handedOn = start;

    /// <summary>The content whose end has not come yet, and the space before it; null while none is read.</summary>
    private JsonText? _text;
    private byte[] _before = [];

    /// <summary>The line that was read last, from 0, and how many of its bytes the reader has not seen.</summary>
    private long _line;
    private long _unseen;

    private enum Place
    {
        Start,
        Request,
        RequestValue,
        Files,
        File,
        FileValue,
    }

    public IReadOnlyList<Problem> Problems => _fields.Problems;

    /// <summary>What of the files was read since it was last forgotten, to be appended to the spool.</summary>
    public ReadOnlyMemory<byte> Content => _content.WrittenMemory;

    private bool AwaitsContent => _place == Place.FileValue && _file.Current == "content" && _passedAt is null;

    private string Pointer => $"/files/{_index}";

    public void ForgetContent()
    {
        _handedOn += _content.WrittenCount;
        _content.ResetWrittenCount();
    }

    /// <summary>False when it is not JSON.</summary>
    /// <param name="bytes">What has not been consumed yet, and what follows it.</param>
    public bool TryTake(ReadOnlySpan<byte> bytes, bool isLast, out int consumed, out Problem? problem)
    {
        (consumed, problem) = (0, null);
        while (true)
        {
            var rest = bytes[consumed..];
            if (_text is null && AwaitsContent && rest.TrimStart(JsonFault.Space) is [(byte)'"', ..] value)
            {
                BeginContent(rest[..^value.Length]);
                consumed += rest.Length - value.Length + 1;
            }
            else if (_text is { } text)
            {
                if (!TryTakeContent(text, rest, isLast, out var taken, out problem)) return false;
                consumed += taken;
                if (_text is not null) return true;
            }
            else
            {
                if (!TryTakeTokens(rest, isLast, out var taken, out problem)) return false;
                consumed += taken;
                if (taken == 0 || !AwaitsContent) return true;
            }
        }
    }

    private bool TryTakeTokens(ReadOnlySpan<byte> bytes, bool isLast, out int consumed, out Problem? problem)
    {
        var reader = new Utf8JsonReader(bytes, isLast, _state);
        var keptFrom = 0;
        var before = (At: 0L, Depth: reader.CurrentDepth, Type: reader.TokenType);
        try
        {
            while (reader.Read())
            {
                _hasToken = true;
                if (_passedAt is null)
                {
                    Take(ref reader);
                    keptFrom = (int)reader.TokenStartIndex;
                }

                if (reader.CurrentDepth == _passedAt && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.PropertyName))
                {
                    Keep(bytes[keptFrom..(int)reader.BytesConsumed]);
                    (_kept, _passedAt) = (null, null);
                }

                before = (reader.BytesConsumed, reader.CurrentDepth, reader.TokenType);
                if (AwaitsContent) break;
            }
        }
        catch (JsonException error)
        {
            consumed = 0;
            problem = new Problem(ProblemTypes.JsonMalformed.Code, "", JsonFault.Message(bytes, before, error, _hasToken, UnseenBefore(error)));
            return false;
        }

        consumed = (int)reader.BytesConsumed;
        Pass(bytes[..consumed]);
        Keep(bytes[keptFrom..consumed]);
        _state = reader.CurrentState;
        problem = null;
        return true;
    }

    /// <summary>What is to be audited; null when something is wrong, which is noted.</summary>
    public StartAudit? Complete()
    {
        if (_place == Place.Start) return null;
        if (!_request.Has("files")) _fields.Add(ProblemTypes.PropertyMissing, "/files", "Send the code as 'files': [{\"path\": …, \"content\": …}].");
        var (audit, options) = (Value("audit"), Value("options"));
        // One that is too long is noted already.
        if (_request.Has("audit") && audit is null) return null;
        var request = JsonIntake.ReadRequest(audit, options is { ValueKind: JsonValueKind.Null } ? null : options, _fields);
        return _fields.Problems.Count == 0 ? request : null;
    }

    public SpooledFiles Files(Spool spool)
    {
        var files = new SpooledFiles(spool.Content);
        foreach (var (path, at, length) in _files) files.Add(path, at, length);
        return files;
    }

    private void Keep(ReadOnlySpan<byte> value)
    {
        // One byte more than is taken is enough to tell.
        if (_kept is { } kept) kept.Write(value[..Math.Min(value.Length, LargestValue + 1 - kept.WrittenCount)]);
    }

    private JsonElement? Value(string name)
    {
        if (!_values.TryGetValue(name, out var kept)) return null;
        if (kept.WrittenCount <= LargestValue) return JsonElement.Parse(kept.WrittenSpan);
        _fields.Add(ProblemTypes.PropertyMalformed, $"/{name}", $"'{name}' has more than {LargestValue >> 10} KiB: nothing that the API takes there is as long.");
        return null;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (_place)
        {
            case Place.Start:
                if (_fields.Is(JsonValueKind.Object, KindOf(reader.TokenType), "", ProblemTypes.PropertyMalformed)) _place = Place.Request;
                else _passedAt = reader.CurrentDepth;
                break;
            case Place.Request:
                if (reader.TokenType == JsonTokenType.PropertyName) TakeName(ref reader, _request, "", Place.RequestValue);
                break;
            case Place.RequestValue:
                _place = Place.Request;
                if (_request.Current != "files") (_values[_request.Current], _passedAt) = (_kept = new ArrayBufferWriter<byte>(), reader.CurrentDepth);
                else if (_fields.Is(JsonValueKind.Array, KindOf(reader.TokenType), "/files", ProblemTypes.PropertyMalformed)) _place = Place.Files;
                else _passedAt = reader.CurrentDepth;
                break;
            case Place.Files:
                TakeFile(ref reader);
                break;
            case Place.File:
                if (reader.TokenType == JsonTokenType.PropertyName) TakeName(ref reader, _file, Pointer, Place.FileValue);
                else CompleteFile();
                break;
            case Place.FileValue:
                _place = Place.File;
                TakeText(ref reader);
                break;
        }
    }

    private void TakeName(ref Utf8JsonReader reader, NamedOnce names, string pointer, Place value)
    {
        var name = TextOf(ref reader) ?? "\uFFFD";
        if (names.TryName(name, pointer, _fields)) _place = value;
        else _passedAt = reader.CurrentDepth;
    }

    private void TakeFile(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _place = Place.Request;
            return;
        }

        _index++;
        if (!_fields.Is(JsonValueKind.Object, KindOf(reader.TokenType), Pointer, ProblemTypes.PropertyMalformed))
        {
            _passedAt = reader.CurrentDepth;
            return;
        }

        _file.Clear();
        (_path, _where, _place) = (null, default, Place.File);
    }

    private void TakeText(ref Utf8JsonReader reader)
    {
        var pointer = $"{Pointer}/{_file.Current}";
        if (!_fields.Is(JsonValueKind.String, KindOf(reader.TokenType), pointer, ProblemTypes.PropertyMalformed))
            _passedAt = reader.CurrentDepth;
        else if ((_path = TextOf(ref reader)) is null)
            _fields.AddNotUnicode(pointer, ProblemTypes.PropertyMalformed);
    }

    private void CompleteFile()
    {
        foreach (var name in OfFile)
            if (!_file.Has(name))
                _fields.Add(ProblemTypes.PropertyMissing, $"{Pointer}/{name}", $"Give the file a '{name}'.");
        if (_path is { } path && _files.Count <= mostFiles) _files.Add((path, _where.Start, _where.Length));
        _place = Place.Files;
    }

    /// <summary>A content is handed on as it comes, however long it is; the reader sees an empty string instead.</summary>
    /// <param name="space">What stands before it.</param>
    private void BeginContent(ReadOnlySpan<byte> space)
    {
        (_text, _before) = (new JsonText(), space.ToArray());
        _place = Place.File;
        _where = (_handedOn + _content.WrittenCount, 0);
        Pass(space);
    }

    private long UnseenBefore(JsonException error) => error.LineNumber == _line ? _unseen : 0;

    private void Pass(ReadOnlySpan<byte> seen)
    {
        var lines = seen.Count((byte)'\n');
        if (lines > 0) (_line, _unseen) = (_line + lines, 0);
    }

    private bool TryTakeContent(JsonText text, ReadOnlySpan<byte> bytes, bool isLast, out int taken, out Problem? problem)
    {
        var before = _content.WrittenCount;
        var isText = text.TryTake(bytes, _content, out taken, out var isComplete);
        _where.Length += _content.WrittenCount - before;
        // Of an escape that is none the second byte is at fault.
        var isEscape = !isText && bytes[taken] == '\\';
        _unseen += taken + (isEscape ? 1 : 0);
        problem = null;
        if (isText && !isComplete && !isLast) return true;

        // One that does not end is told by the reader, with its place.
        byte[] stand = isText && isComplete ? [.. _before, .. "\"\""u8] : [.. _before, .. "\""u8];
        var reader = new Utf8JsonReader(stand, isFinalBlock: !isText || !isComplete, _state);
        try
        {
            reader.Read();
        }
        catch (JsonException error)
        {
            problem = new Problem(ProblemTypes.JsonMalformed.Code, "", JsonFault.Message(stand, (0, reader.CurrentDepth, JsonTokenType.PropertyName), error, _hasToken, UnseenBefore(error)));
            return false;
        }

        // It has seen two quotes.
        _unseen--;
        (_text, _state) = (null, reader.CurrentState);
        if (!text.IsUnicode) _fields.AddNotUnicode($"{Pointer}/content", ProblemTypes.PropertyMalformed);
        return true;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonValueKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
