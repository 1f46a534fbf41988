using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace Claudit.Functions.Hosting;

/// <summary>The storage account that the Functions host uses too, by the same settings.</summary>
internal static class BlobAccount
{
    private const string Setting = "AzureWebJobsStorage";
    private const string Container = "claudit";

    /// <exception cref="InvalidOperationException">No account is configured.</exception>
    public static BlobContainerClient ContainerOf(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connection) return new BlobServiceClient(connection).GetBlobContainerClient(Container);
        var identity = configuration.GetSection(Setting);
        var address = identity["blobServiceUri"] ?? (identity["accountName"] is { } account ? $"https://{account}.blob.core.windows.net" : null);
        return address is null
            ? throw new InvalidOperationException($"Set {Setting}__accountName (with a managed identity) or {Setting} (a connection string, for development).")
            : new BlobServiceClient(new Uri(address), CredentialOf(identity)).GetBlobContainerClient(Container);
    }

    private static TokenCredential CredentialOf(IConfigurationSection identity) =>
        identity["clientId"] is { Length: > 0 } client
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
}
