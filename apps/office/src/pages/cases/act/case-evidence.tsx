import type { EvidenceFile } from '@lika/contract'
import { api } from '../../../api/client.ts'
import { EvidenceField } from '../../../parts/evidence/evidence-field.tsx'

/** Scans and photos of an act. Whoever acts may send them, also those who record nothing in the registry. */
export function CaseEvidence(props: {
  readonly files: readonly EvidenceFile[]
  readonly onChange: (files: readonly EvidenceFile[]) => void
}) {
  return <EvidenceField {...props} upload={(upload) => api.uploadCaseEvidence({ upload })} />
}
