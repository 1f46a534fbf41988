@description('Name of the Static Web App.')
param name string

@description('Its region.')
param location string

@description('Tags of the resource.')
param tags object

resource page 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Free', tier: 'Free' }
  properties: {}
}

@description('The host name that it answers to.')
output hostName string = page.properties.defaultHostname
