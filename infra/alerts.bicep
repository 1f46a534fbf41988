// Who is paged looks the alert up by its name in docs/operating.md.

@description('What makes the names unique.')
param token string

@description('Region of the rules.')
param location string

@description('Tags of the resources.')
param tags object

@description('The Application Insights resource that is asked.')
param insightsId string

@description('Who gets a mail; empty for nobody.')
param email string

var rules = [
  {
    name: 'failed-orchestrations'
    says: 'An orchestration ended in a failure that the workflow did not foresee.'
    severity: 1
    every: 'PT15M'
    over: 'PT15M'
    query: 'requests | where name == "audit" and success == false | summarize found = count()'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'failed-activities'
    says: 'Steps of audits fail again and again.'
    severity: 2
    every: 'PT15M'
    over: 'PT15M'
    query: 'requests | where name in ("plan", "analyze", "audit-section", "merge", "meter", "discard") and success == false | summarize found = count()'
    operator: 'GreaterThan'
    threshold: 5
  }
  {
    name: 'server-errors'
    says: 'More than 5% of the answers, and at least 3, are errors of ours.'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    // The host notes 500 also for a client that has left; what we answer with 500 we log.
    query: 'union (requests | extend code = toint(resultCode) | where code >= 100 | project itemCount, isError = code > 500), (traces | where message has "failed for request" | project itemCount, isError = true) | summarize answers = sum(itemCount), errors = sumif(itemCount, isError) | project found = iff(errors < 3, 0.0, 100.0 * errors / answers)'
    operator: 'GreaterThan'
    threshold: 5
  }
  {
    name: 'no-sweep'
    says: 'No sweep has succeeded for an hour: the app does not run, or cannot reach its storage.'
    severity: 1
    every: 'PT15M'
    over: 'PT1H'
    query: 'requests | where name == "sweep" and success == true | summarize found = count()'
    operator: 'LessThan'
    threshold: 1
  }
]

resource onCall 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-claudit-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'claudit'
    emailReceivers: [{ name: 'on-call', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'claudit-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'claudit: ${rule.name}'
      description: '${rule.says} See docs/operating.md.'
      enabled: true
      severity: rule.severity
      scopes: [insightsId]
      evaluationFrequency: rule.every
      windowSize: rule.over
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'found'
            timeAggregation: 'Maximum'
            operator: rule.operator
            threshold: rule.threshold
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [onCall.id] }
    }
  }
]
