// Everything that Claudit needs on Azure, for `azd up`. docs/operating.md says how it is run.
targetScope = 'subscription'

@description('Name of the environment. Names and tags of all resources come from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of everything but the page. It has to offer the Flex Consumption plan.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Who is told when an alert fires. Empty: nobody, and alerts are seen in the portal alone.')
param alertEmail string = ''

@description('Days that logs and telemetry are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

@description('Whether the host\'s own log goes to the workspace too. Application Insights has most of it already, and what is ingested costs.')
param hostLog bool = false

@description('Origins whose pages may call the API, such as https://console.example.com.')
param corsOrigins string[] = []

@description('How long reports and event logs are kept after the end of their audit, unless the caller says otherwise: days.hours:minutes:seconds.')
param retention string = '30.00:00:00'

@description('Bytes of a request. Azure Functions takes at most 100 MB.')
@minValue(1)
@maxValue(104857600)
param requestBytes int = 26214400

@description('Bytes of all that a submission expands to.')
@minValue(1)
param expandedBytes int = 104857600

@description('Files in a submission.')
@minValue(1)
param files int = 10000

@description('Bytes of a file that is audited.')
@minValue(1)
param fileBytes int = 2097152

@description('Characters of a path.')
@minValue(1)
param pathCharacters int = 1024

@description('Memory of an instance, in MB; its cores grow with it.')
@allowed([2048, 4096])
param instanceMemory int = 2048

@description('The most instances that run at once. It bounds what an hour can cost.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Requests that one instance answers at once. Streams and waits hold one each, and do little.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 64

@description('Instances kept warm for requests, and as many for audits. They are paid for by the hour.')
@minValue(0)
@maxValue(100)
param alwaysReady int = 0

@description('Whether to make an Azure OpenAI account with a model. The embedded auditor needs none.')
param openAi bool = false

@description('The model, its version, how it is deployed, and its capacity in thousands of tokens a minute.')
param model modelType = { name: 'gpt-4.1-mini', version: '2025-04-14', sku: 'GlobalStandard', capacity: 50 }

@description('Whether to make a Static Web App for the page.')
param page bool = false

@description('Region of the page: not every region has Static Web Apps.')
@allowed(['centralus', 'eastasia', 'eastus2', 'westeurope', 'westus2'])
param pageLocation string = 'westeurope'

import { modelType } from 'openai.bicep'

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-claudit-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  params: { name: 'id-claudit-${token}', location: location, tags: tags }
}

module monitoring 'monitoring.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags, logDays: logDays }
}

module storage 'storage.bicep' = {
  scope: group
  params: { name: 'stclaudit${token}', location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module roles 'roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module staticPage 'page.bicep' = if (page) {
  scope: group
  params: { name: 'stapp-claudit-${token}', location: pageLocation, tags: tags }
}

module functions 'functions.bicep' = {
  scope: group
  params: {
    name: 'func-claudit-${token}'
    planName: 'plan-claudit-${token}'
    location: location
    tags: tags
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    insightsName: monitoring.outputs.insightsName
    workspaceId: hostLog ? monitoring.outputs.workspaceId : ''
    corsOrigins: concat(corsOrigins, page ? ['https://${staticPage!.outputs.hostName}'] : [])
    retention: retention
    limits: {
      requestBytes: requestBytes
      expandedBytes: expandedBytes
      files: files
      fileBytes: fileBytes
      pathCharacters: pathCharacters
    }
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    httpConcurrency: httpConcurrency
    alwaysReady: alwaysReady
  }
  // An app that starts before its identity may read the storage account does not become ready.
  dependsOn: [roles]
}

module alerts 'alerts.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    email: alertEmail
  }
}

module models 'openai.bicep' = if (openAi) {
  scope: group
  params: {
    name: 'oai-claudit-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    model: model
  }
}

@description('Name of the function app.')
output AZURE_FUNCTION_NAME string = functions.outputs.name

@description('Address of the API; every call but liveness needs a key of the function app.')
output CLAUDIT_API string = 'https://${functions.outputs.hostName}/api/v1'

@description('Address of the page; empty without one.')
output CLAUDIT_PAGE string = page ? 'https://${staticPage!.outputs.hostName}' : ''

@description('Address of the Azure OpenAI account; empty without one.')
output AZURE_OPENAI_ENDPOINT string = openAi ? models!.outputs.endpoint : ''
