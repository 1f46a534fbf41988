@description('Name of the account, and of its host.')
param name string

@description('Its region.')
param location string

@description('Tags of the resource.')
param tags object

@description('The identity that may call the model.')
param principalId string

@description('What is deployed.')
param model modelType

@export()
@description('A model, and how much of it.')
type modelType = {
  @description('Name of the model, and of its deployment.')
  name: string

  @description('Version of the model.')
  version: string

  @description('How it is deployed, such as Standard or GlobalStandard.')
  sku: string

  @description('Thousands of tokens a minute.')
  capacity: int
}

var roles = {
  'Cognitive Services OpenAI User': '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // Without a name of its own, an account takes keys alone.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }

  resource deployment 'deployments' = {
    name: model.name
    sku: { name: model.sku, capacity: model.capacity }
    properties: {
      model: { format: 'OpenAI', name: model.name, version: model.version }
      // The same version audits until somebody decides otherwise: reports stay comparable.
      versionUpgradeOption: 'NoAutoUpgrade'
    }
  }
}

resource onAccount 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(account.id, principalId, role.value)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

@description('Address of the account.')
output endpoint string = account.properties.endpoint
