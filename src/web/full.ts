/** The worker with everything in it: what the page loads when a question takes the readers of VM definitions, and lint. */
import { toldOf } from '../lint/told.ts'
import { serve } from './worker.ts'

serve(toldOf)
