import { main } from './main.ts'
import { end, io, watch } from './process.ts'

watch()
void main(process.argv.slice(2), io).then(end)
