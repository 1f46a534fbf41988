using System.Text.Json.Serialization;

namespace Claudit.Storage;

/// <summary>Names one audit of one tenant; what each store keeps of it lies under <see cref="Path"/>.</summary>
public readonly record struct AuditKey(string Tenant, string Audit)
{
    [JsonIgnore]
    public string Path => $"{Tenant}/{Audit}";
}
