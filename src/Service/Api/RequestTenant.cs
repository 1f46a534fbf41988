using Claudit.Storage;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

internal static class RequestTenant
{
    /// <summary>The audit that the path names, of the tenant that asks.</summary>
    public static AuditKey AuditOf(this ApiServices services, HttpRequest request) =>
        new(services.TenantOf(request), (string)request.RouteValues["id"]!);
}
