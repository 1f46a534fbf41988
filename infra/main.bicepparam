// What `azd up` deploys. Everything that is not set here has the default that main.bicep says.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'claudit')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

// Set with `azd env set CLAUDIT_ALERT_EMAIL on-call@example.com`.
param alertEmail = readEnvironmentVariable('CLAUDIT_ALERT_EMAIL', '')

// Pages of these origins may call the API.
param corsOrigins = []
