package index

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"exposed/scanner"
)

// BenchmarkMerge merges 200,000 messages with five findings each.
func BenchmarkMerge(b *testing.B) {
	const items, perUnit = 200_000, 2_000
	dir := b.TempDir()
	c, err := Open(Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key"), Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	sinks := c.newSinks(c.info.Settings.digest(), testMatch)
	src := scanner.Source{Path: "mail/in.mbox", Size: items, ModTime: time.Unix(1500000000, 0)}
	start := time.Now()
	for at := int64(0); at < items; at += perUnit {
		r := scanner.Range{Source: src, Start: at, End: at + perUnit}
		sink, err := sinks.open(scanner.Shard{r})
		if err != nil {
			b.Fatal(err)
		}
		sink.Begin(r)
		for i := at; i < at+perUnit; i++ {
			sink.Family(newMessage("!"+strconv.FormatInt(i+1, 10), fmt.Sprintf("<%d@example.com>", i),
				fmt.Sprintf("Dear «name:John Quincy», account «account_number:%04d%05d», «phone:(555) 555-0142», «email:jane@example.com», «ssn:078-05-1120» %d", i%9000, i%7, i*9/10), ""))
		}
		sink.End(scanner.Tally{Content: perUnit, SHA256: [32]byte{1}})
		if err := sink.Close(true); err != nil {
			b.Fatal(err)
		}
	}
	r := scanner.Range{Source: src, End: items, Digest: true}
	sink, err := sinks.open(scanner.Shard{r})
	if err != nil {
		b.Fatal(err)
	}
	sink.Begin(r)
	sink.End(scanner.Tally{SHA256: [32]byte{1}})
	if err := sink.Close(true); err != nil {
		b.Fatal(err)
	}
	b.Logf("written in %v", time.Since(start))
	for b.Loop() {
		sum, err := c.merge(b.Context(), []scanner.Source{src})
		if err != nil {
			b.Fatal(err)
		}
		var mem runtime.MemStats
		runtime.ReadMemStats(&mem)
		b.Logf("heap in use %d MB, taken %d MB, %+v", mem.HeapInuse>>20, mem.HeapSys>>20, sum)
	}
}
