@description('Name of the identity.')
param name string

@description('Its region.')
param location string

@description('Tags of the resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Its name.')
output name string = identity.name

@description('What roles are given to.')
output principalId string = identity.properties.principalId
