using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Claudit.Storage;

/// <summary>Objects whose content is one JSON value.</summary>
internal static class JsonObjects
{
    public static async Task<T?> ReadAsync<T>(this IObjectStore objects, string key, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class =>
        await objects.GetAsync(key, cancel) is { } found ? JsonSerializer.Deserialize(found.Content.Span, type) : null;

    public static Task<string?> WriteAsync<T>(
        this IObjectStore objects, string key, T value, JsonTypeInfo<T> type, WriteCondition condition, CancellationToken cancel) =>
        objects.PutAsync(key, JsonSerializer.SerializeToUtf8Bytes(value, type), condition, cancel);
}
