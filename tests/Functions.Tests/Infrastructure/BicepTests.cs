using System.Text.RegularExpressions;
using Claudit.Storage;
using Xunit;

namespace Claudit.Infrastructure;

public sealed class BicepTests
{
    [Fact]
    public void All_parameters_and_outputs_say_what_they_are()
    {
        Assert.NotEmpty(Bicep.Files.Parameters);
        Assert.NotEmpty(Bicep.Files.Outputs);
        Assert.DoesNotContain(Bicep.Files.Parameters.Concat(Bicep.Files.Outputs), value => !value.IsDescribed);
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess: false")]
    [InlineData("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess: false")]
    [InlineData("Microsoft.Storage/storageAccounts", "minimumTlsVersion: 'TLS1_2'")]
    [InlineData("Microsoft.Storage/storageAccounts", "supportsHttpsTrafficOnly: true")]
    [InlineData("Microsoft.CognitiveServices/accounts", "disableLocalAuth: true")]
    [InlineData("Microsoft.Insights/components", "DisableLocalAuth: true")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "disableLocalAuth: true")]
    [InlineData("Microsoft.Web/sites", "httpsOnly: true")]
    [InlineData("Microsoft.Web/sites", "type: 'UserAssignedIdentity'")]
    [InlineData("Microsoft.Web/sites", "allow: false")]
    public void Nothing_is_open_to_keys_passwords_or_the_public(string type, string property)
    {
        Assert.NotEmpty(Bicep.Files.Made(type));
        Assert.All(Bicep.Files.Made(type), resource => Assert.Matches(Property(property), resource.Body));
    }

    [Theory]
    [InlineData("list[A-Z]\\w*\\(")]
    [InlineData("(?i)accountkey|sharedaccesssignature|instrumentationkey")]
    [InlineData("AzureWebJobsStorage:")]
    [InlineData("(?i)getSecret|@secure")]
    public void No_key_or_secret_is_taken_from_anywhere(string taken) => Assert.DoesNotMatch(taken, Bicep.Files.Text);

    [Fact]
    public void No_output_is_a_secret() =>
        Assert.DoesNotContain(Bicep.Files.Outputs, output => Regex.IsMatch(output.Text, "(?i)connectionstring|secret|password|token|key"));

    [Fact]
    public void The_identity_has_the_roles_of_the_guide_and_no_other()
    {
        var guide = Guide.Table("Role").Select(row => $"{row[0]} {Guide.Quoted(row[1]).Single()}");

        Assert.Equal([.. guide], Bicep.Files.Roles);
        // An id that is no role, or is given past the lists.
        Assert.Equal([.. Bicep.Files.Roles.Select(role => role.Split(' ')[^1])], Bicep.Files.Ids);
    }

    [Fact]
    public void A_role_is_given_to_the_identity_on_one_resource()
    {
        var assignments = Bicep.Files.Made("Microsoft.Authorization/roleAssignments").ToList();

        Assert.NotEmpty(assignments);
        Assert.All(assignments, assignment =>
        {
            Assert.Matches(Property("principalId: principalId"), assignment.Body);
            Assert.Matches(Property("roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)"), assignment.Body);
            Assert.Matches(@"scope: (storage|insights|account)\b", assignment.Body);
        });
    }

    [Fact]
    public void What_is_deleted_is_gone()
    {
        var blobs = Bicep.Files.Made("blobServices").Single();

        Assert.Matches(Property("deleteRetentionPolicy: { enabled: false }"), blobs.Body);
        Assert.Matches(Property("containerDeleteRetentionPolicy: { enabled: false }"), blobs.Body);
        Assert.Matches(Property("isVersioningEnabled: false"), blobs.Body);
        Assert.DoesNotContain("changeFeed", Bicep.Files.Text);
    }

    [Fact]
    public void Stray_work_goes_a_day_after_its_last_change_and_nothing_else_does()
    {
        var work = WorkStore.StartClaimOf(new AuditKey("tenant", "audit")).Split('/')[0];
        var policy = Bicep.Files.Made("managementPolicies").Single().Body;

        Assert.Contains($"prefixMatch: ['claudit/{work}/']", policy);
        Assert.Contains("delete: { daysAfterModificationGreaterThan: 1 }", policy);
        Assert.Single(Regex.Matches(policy, "type: 'Lifecycle'"));
        Assert.Contains("const string Container = \"claudit\";", RepositoryFile.Read("src/Functions/Hosting/BlobAccount.cs"));
        Assert.Matches(Property("name: 'claudit'"), Bicep.Files.Made("blobServices").Single().Body);
    }

    [Fact]
    public void What_is_deployed_is_the_app_on_the_runtime_that_it_is_built_for()
    {
        var app = Bicep.Files.Made("Microsoft.Web/sites").Single().Body;
        var services = RepositoryFile.Read("azure.yaml");

        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", RepositoryFile.Read("Directory.Build.props"));
        Assert.Matches(Property("runtime: { name: 'dotnet-isolated', version: '10.0' }"), app);
        Assert.Contains("'azd-service-name': 'api'", app);
        Assert.Contains("\n  api:\n    project: src/Functions\n", services);
        Assert.True(File.Exists(RepositoryFile.PathOf("src/Functions/Functions.csproj")));
    }

    [Fact]
    public void Everything_carries_the_name_of_its_environment()
    {
        var tagged = Bicep.Files.Resources.Where(resource => Regex.IsMatch(resource.Body, @"^\s*location:", RegexOptions.Multiline));

        Assert.All(tagged, resource => Assert.Matches(@"\n\s*tags: (tags|union\(tags, )", resource.Body));
        Assert.Contains("var tags = { 'azd-env-name': environmentName }", Bicep.Files.Text);
    }

    /// <summary>The property as it stands, not as the end of another.</summary>
    private static string Property(string property) => $@"(?<=^|[\s{{]){Regex.Escape(property)}(?=$|[\s,}}])";
}
