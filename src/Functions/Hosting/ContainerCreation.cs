using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace Claudit.Functions.Hosting;

/// <summary>Makes the container before the first function runs. It has no public access.</summary>
internal sealed class ContainerCreation(BlobContainerClient container) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
