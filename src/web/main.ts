/**
 * One script in two roles: the page, and the worker that the page starts from the same text. So a file that was opened
 * from a disk, where no second script could be loaded, answers just as one from a host does.
 */
import { start } from './page.ts'
import { serve } from './worker.ts'

if (typeof document === 'undefined') serve()
else start(document.getElementById('program')!.textContent!)
