/** The worker with everything in it: what the page loads when a question takes the readers of VM definitions. */
import { serve } from './worker.ts'

serve(true)
