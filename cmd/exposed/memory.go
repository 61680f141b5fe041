package main

import (
	"os"
	"runtime/debug"
)

// softLimit is the heap above which the collector works harder, in bytes: a
// scan of any size stays within 300 MB.
const softLimit = 200 << 20

// tuneMemory lets the heap grow to five times what is in use while evidence is
// read: it is small beside the garbage that messages leave. GOGC and
// GOMEMLIMIT of the environment go first.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
}

// tightenMemory is called when the evidence is read: what the merge holds grows
// with the case, so that the heap may only double.
func tightenMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100)
	}
	debug.FreeOSMemory()
}
