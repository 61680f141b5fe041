package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// What reading may take beside the lists, in bytes. Above that the collector
// works harder, so that evidence of any size is read in the same memory.
const (
	readingBase   = 56 << 20
	readingWorker = 32 << 20 // for each worker
)

// tuneMemory lets the heap grow to five times what is in use: it is small
// beside the garbage that messages leave. GOGC of the environment goes first.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// boundMemory is called before evidence is read, or a report is written, by
// that many workers.
// GOMEMLIMIT of the environment goes first.
func boundMemory(workers int) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	debug.SetMemoryLimit(int64(now.HeapAlloc) + readingBase + readingWorker*int64(workers))
}

// tightenMemory is called when the evidence is read: what the merge holds grows
// with the people of a case, so that the heap may only double.
func tightenMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(math.MaxInt64)
	}
	debug.FreeOSMemory()
}
