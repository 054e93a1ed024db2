import fc from 'fast-check'

// CI runs every property test with the same values, so that a failure there points at the change. Elsewhere each run draws new ones.
fc.configureGlobal({ seed: Number(process.env['VIRTCOLOR_SEED'] ?? 2026) })
