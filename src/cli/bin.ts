import { main } from './main.ts'
import { end, io, watch } from './process.ts'

const argv = process.argv.slice(2)
watch(argv)
void main(argv, io).then(end)
