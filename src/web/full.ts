/** The full worker, with the readers of VM definitions and lint. The page loads it when a question needs them. */
import { toldOf } from '../render/lint-told.ts'
import { serve } from './worker.ts'

serve(toldOf)
