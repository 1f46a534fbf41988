import type Metronome from '@metronome/sdk'

export interface Completion {
  id: string
  teamId: string
  projectId: string
  model: string
  inputTokens: number
  outputTokens: number
  finishedAt: Date
}

type UsageEvent = Metronome.V1.UsageIngestParams.Usage

export function usageEvents(completion: Completion): UsageEvent[] {
  const common = {
    transaction_id: completion.id,
    customer_id: completion.teamId,
    timestamp: completion.finishedAt.toISOString(),
  }
  const properties = {
    completion_id: completion.id,
    project_id: completion.projectId,
    model: completion.model,
  }
  return [
    {
      ...common,
      event_type: 'input_tokens',
      properties: { ...properties, tokens: String(completion.inputTokens) },
    },
    {
      ...common,
      event_type: 'output_tokens',
      properties: { ...properties, tokens: String(completion.outputTokens) },
    },
  ]
}
