@description('Name of the function app.')
param name string

@description('Name of its plan.')
param planName string

@description('Region of both.')
param location string

@description('Tags of both.')
param tags object

@description('Name of the identity that the app runs as.')
param identityName string

@description('Name of its storage account.')
param storageName string

@description('The container that holds the deployed program.')
param deploymentContainer string

@description('Name of the Application Insights resource.')
param insightsName string

@description('The workspace that gets the host\'s own log; empty for none.')
param workspaceId string

@description('Origins whose pages may call the API.')
param corsOrigins string[]

@description('How long reports and event logs are kept.')
param retention string

@description('What a submission may hold.')
param limits limitsType

@description('Memory of an instance, in MB.')
param instanceMemory int

@description('The most instances that run at once.')
param maximumInstances int

@description('Requests that one instance answers at once.')
param httpConcurrency int

@description('Instances kept warm for requests, and as many for audits.')
param alwaysReady int

@description('Limits of a submission, named like the settings.')
type limitsType = {
  @description('Bytes of a request.')
  requestBytes: int

  @description('Bytes of all that it expands to.')
  expandedBytes: int

  @description('Files in it.')
  files: int

  @description('Bytes of a file that is audited.')
  fileBytes: int

  @description('Characters of a path.')
  pathCharacters: int
}

// The worker's runtime is told below, in functionAppConfig; WEBSITE_HOSTNAME is set by Azure.
var settings = {
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  Claudit__Audits__Retention: retention
  Claudit__Limits__RequestBytes: string(limits.requestBytes)
  Claudit__Limits__ExpandedBytes: string(limits.expandedBytes)
  Claudit__Limits__Files: string(limits.files)
  Claudit__Limits__FileBytes: string(limits.fileBytes)
  Claudit__Limits__PathCharacters: string(limits.pathCharacters)
}

var originSettings = toObject(
  range(0, length(corsOrigins)),
  index => 'Claudit__Api__CorsOrigins__${index}',
  index => corsOrigins[index]
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
        alwaysReady: alwaysReady == 0
          ? []
          : [
              { name: 'http', instanceCount: alwaysReady }
              { name: 'durable', instanceCount: alwaysReady }
            ]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      // Browsers ask before they send, without a key: the platform answers that, the app's own setting judges what follows.
      cors: { allowedOrigins: corsOrigins }
      appSettings: map(items(union(settings, originSettings)), setting => { name: setting.key, value: setting.value })
    }
  }

  // Deployment is by token, never by the site's password.
  resource password 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

resource hostLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(workspaceId)) {
  name: 'host-log'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
  }
}

@description('Name of the function app.')
output name string = app.name

@description('The host name that it answers to.')
output hostName string = app.properties.defaultHostName
