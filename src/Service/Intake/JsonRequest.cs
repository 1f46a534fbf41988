using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Claudit.Api;
using Claudit.Audits;

namespace Claudit.Intake;

/// <summary>Takes a JSON request apart piece by piece: the content of its files is handed on, the rest is kept until it is complete.</summary>
/// <param name="mostFiles">One more is kept, so that who reads the submission says in its own words that there are too many.</param>
/// <param name="start">Where the content of the first file will lie in the spool.</param>
internal sealed class JsonRequest(int mostFiles, long start)
{
    private const int MostLevels = 64;
    private const int LargestValue = 256 << 10;

    private static readonly string[] OfRequest = ["audit", "files", "options"];
    private static readonly string[] OfFile = ["path", "content"];

    private readonly RequestFields _fields = new();
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly List<(string Path, long Start, long Length)> _files = [];
    private readonly NamedOnce _request = new(OfRequest);
    private readonly NamedOnce _file = new(OfFile);
    private readonly Dictionary<string, ArrayBufferWriter<byte>> _values = [];

    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MostLevels });
    private Place _place = Place.Start;
    /// <summary>The level of a value that is not looked into, while it is passed.</summary>
    private int? _passedAt;
    private ArrayBufferWriter<byte>? _kept;
    private bool _hasToken;
    private bool _isObject;
    private int _index = -1;
    private string? _path;
    private (long Start, long Length)? _text;
    private long _handedOn = start;

    /// <summary>The content of a file whose end has not come yet; null while none is read.</summary>
    private JsonText? _long;
    private long _longStart;
    private long _longLength;

    /// <summary>The line, from 0, that was read last, and how many of its bytes the reader has not seen.</summary>
    private long _line;
    private (long Line, long Bytes) _unseen;

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
            if (_long is { } text)
            {
                if (!TryTakeLong(text, bytes[consumed..], isLast, ref consumed, out problem)) return false;
                if (_long is not null) return true;
            }

            if (!TryTakeTokens(bytes[consumed..], isLast, out var taken, out problem)) return false;
            consumed += taken;
            if (_place != Place.FileValue || _file.Current != "content" || _passedAt is not null) return true;
            var value = bytes[consumed..].TrimStart(" \t\r\n"u8);
            if (value is not [(byte)'"', ..]) return true;
            BeginLong();
            consumed = bytes.Length - value.Length + 1;
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
            }
        }
        catch (JsonException error)
        {
            consumed = 0;
            problem = new Problem(ProblemTypes.JsonMalformed.Code, "", Message(bytes, before, error));
            return false;
        }

        consumed = (int)reader.BytesConsumed;
        _line += bytes[..consumed].Count((byte)'\n');
        Keep(bytes[keptFrom..consumed]);
        _state = reader.CurrentState;
        problem = null;
        return true;
    }

    /// <summary>What is to be audited; null when something is wrong, which is noted.</summary>
    public StartAudit? Complete()
    {
        if (!_isObject) return null;
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
                _isObject = _fields.Is(JsonValueKind.Object, KindOf(reader.TokenType), "", ProblemTypes.PropertyMalformed);
                if (_isObject) _place = Place.Request;
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
        (_path, _text, _place) = (null, null, Place.File);
    }

    private void TakeText(ref Utf8JsonReader reader)
    {
        var pointer = $"{Pointer}/{_file.Current}";
        if (!_fields.Is(JsonValueKind.String, KindOf(reader.TokenType), pointer, ProblemTypes.PropertyMalformed))
            _passedAt = reader.CurrentDepth;
        else if (!(_file.Current == "path" ? (_path = TextOf(ref reader)) is not null : TryTakeContent(ref reader)))
            _fields.AddNotUnicode(pointer, ProblemTypes.PropertyMalformed);
    }

    private void CompleteFile()
    {
        foreach (var name in OfFile)
            if (!_file.Has(name))
                _fields.Add(ProblemTypes.PropertyMissing, $"{Pointer}/{name}", $"Give the file a '{name}'.");
        if (_path is { } path && _text is { } text && _files.Count <= mostFiles) _files.Add((path, text.Start, text.Length));
        _place = Place.Files;
    }

    private bool TryTakeContent(ref Utf8JsonReader reader)
    {
        var room = _content.GetSpan(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            var length = reader.CopyString(room);
            if (!Utf8.IsValid(room[..length])) return false;
            _text = (_handedOn + _content.WrittenCount, length);
            if (_files.Count <= mostFiles) _content.Advance(length);
            return true;
        }
        catch (InvalidOperationException)
        {
            // How the reader tells of half a surrogate pair, or of bytes that are not UTF-8.
            return false;
        }
    }

    /// <summary>A content that does not end in the piece in which it begins is handed on as it comes; the reader sees an empty string instead.</summary>
    private void BeginLong()
    {
        _long = new JsonText();
        _longStart = _handedOn + _content.WrittenCount;
        _longLength = 0;
    }

    private bool TryTakeLong(JsonText text, ReadOnlySpan<byte> bytes, bool isLast, ref int consumed, out Problem? problem)
    {
        var before = _content.WrittenCount;
        var isText = text.TryTake(bytes, _content, out var taken, out var isComplete);
        consumed += taken;
        _longLength += _content.WrittenCount - before;
        // Of an escape that is none the second byte is at fault.
        var isEscape = !isText && bytes[taken] == '\\';
        _unseen = (_line, (_unseen.Line == _line ? _unseen.Bytes : 0) + taken + (isEscape ? 1 : 0));
        problem = null;
        if (isText && !isComplete && !isLast) return true;

        // One that does not end is told by the reader, with its place.
        var stand = isText && isComplete ? "\"\""u8 : "\""u8;
        var reader = new Utf8JsonReader(stand, isFinalBlock: !isComplete || !isText, _state);
        try
        {
            reader.Read();
        }
        catch (JsonException error)
        {
            problem = new Problem(ProblemTypes.JsonMalformed.Code, "", Message(stand, (0, reader.CurrentDepth, JsonTokenType.PropertyName), error));
            return false;
        }

        // It has seen two quotes.
        _unseen = (_unseen.Line, _unseen.Bytes - 1);
        _state = reader.CurrentState;
        if (!text.IsUnicode) _fields.AddNotUnicode($"{Pointer}/content", ProblemTypes.PropertyMalformed);
        else _text = (_longStart, _longLength);
        (_long, _place) = (null, Place.File);
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

    private string Message(ReadOnlySpan<byte> bytes, (long At, int Depth, JsonTokenType Type) before, JsonException error)
    {
        if (!_hasToken && bytes.Trim(" \t\r\n"u8).IsEmpty) return "The body is empty: send JSON, such as {\"audit\": …, \"files\": [{\"path\": …, \"content\": …}]}.";
        var place = error is { LineNumber: { } line, BytePositionInLine: { } column } ? $" at line {line + 1}, byte {column + 1 + (line == _unseen.Line ? _unseen.Bytes : 0)}" : "";
        return IsTooDeep(bytes[(int)before.At..], before.Depth, before.Type)
            ? $"The JSON nests deeper than {MostLevels} levels{place}: nothing that the API takes is nested like that."
            : $"The body is not valid JSON{place}: mend it there.";
    }

    /// <summary>Whether one level too many is what cannot be read; the exception tells that in its text alone.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> rest, int depth, JsonTokenType before)
    {
        var isInside = before is JsonTokenType.StartArray or JsonTokenType.StartObject;
        rest = rest.TrimStart(" \t\r\n"u8);
        var mayFollow = isInside || before == JsonTokenType.PropertyName;
        if (!mayFollow && rest is [(byte)',', ..])
        {
            rest = rest[1..].TrimStart(" \t\r\n"u8);
            mayFollow = true;
        }

        return mayFollow && (isInside ? depth + 1 : depth) >= MostLevels && rest is [(byte)'{' or (byte)'[', ..];
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

    /// <summary>The properties of an object of which some are known; what is unknown or repeated is noted.</summary>
    private sealed class NamedOnce(string[] known)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        /// <summary>The one that was last named.</summary>
        public string Current { get; private set; } = "";

        public bool Has(string name) => _names.Contains(name);

        public void Clear() => _names.Clear();

        public bool TryName(string name, string pointer, RequestFields fields)
        {
            if (fields.Full) return false;
            var at = $"{pointer}/{RequestFields.Segment(name)}";
            if (!_names.Add(name))
            {
                fields.Add(ProblemTypes.JsonMalformed, at, $"'{RequestFields.Quoted(name)}' is there more than once: give it once.");
                return false;
            }

            if (!known.Contains(name))
            {
                fields.Add(
                    ProblemTypes.PropertyUnknown, at, $"There is no property '{RequestFields.Quoted(name)}' here: leave it out. There are {string.Join(", ", known)}.");
                return false;
            }

            Current = name;
            return true;
        }
    }
}
