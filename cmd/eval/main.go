// Command eval measures the detectors against public sets of labelled text:
// precision, recall and F1 by element, misses and false findings in context,
// and how far stated confidence can be trusted.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"exposed/detectors"
)

const usage = `usage: go run ./cmd/eval [flags] [SET...]

Measures the detectors against the labelled sets below --data; SET names those that are wanted (all that begin so).

example:
  go run ./cmd/eval
  go run ./cmd/eval --misses 20 --element name presidio-research
  go run ./cmd/eval --calibration
  go run ./cmd/eval --truth case --findings findings.jsonl
  go run ./cmd/eval --judged testdata/judged --findings findings.jsonl

flags:
`

// options are what the flags say.
type options struct {
	data, truth, findings string
	judged                string
	element               string
	misses                int
	json, calibrate       bool
	unmask                bool
	sets                  []string
}

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "eval: %v\n", err)
		os.Exit(1)
	}
}

func parse(args []string, stderr io.Writer) (o options, err error) {
	f := flag.NewFlagSet("eval", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprint(stderr, usage)
		f.PrintDefaults()
	}
	f.StringVar(&o.data, "data", defaultData(), "`DIR` with the sets in folders of their own")
	f.StringVar(&o.truth, "truth", "", "`DIR` of a case with known truth: truth.jsonl")
	f.StringVar(&o.judged, "judged", "", "`DIR` with what people judged by eye in the mail of a case")
	f.StringVar(&o.findings, "findings", "", "`FILE` that export --unmask findings made of that case")
	f.StringVar(&o.element, "element", "", "`ELEMENT` alone")
	f.IntVar(&o.misses, "misses", 0, "print `N` misses and N false findings of each element in context")
	f.BoolVar(&o.json, "json", false, "print one JSON object a row")
	f.BoolVar(&o.calibrate, "calibration", false, "print stated confidence beside the share that is right")
	f.BoolVar(&o.unmask, "unmask", false, "print misses of --truth in clear")
	err = f.Parse(args)
	o.sets = f.Args()
	if err == nil && o.element != "" && detectors.ElementOf(o.element) == detectors.None {
		err = fmt.Errorf("--element %q: no such element", o.element)
	}
	if err == nil && (o.truth == "" && o.judged == "") != (o.findings == "") {
		err = fmt.Errorf("--findings belongs to --truth or --judged")
	}
	return o, err
}

func defaultData() string {
	if dir := os.Getenv("EXPOSED_SHARED"); dir != "" {
		return dir + "/corpora"
	}
	return "../shared/corpora"
}

func run(args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	var r result
	if o.truth != "" {
		err = scoreTruth(&r, o.truth, o.findings, o.unmask)
	}
	if err == nil && o.judged != "" {
		err = scoreJudged(&r, o.judged, o.findings)
	}
	if err == nil && (o.findings == "" || len(o.sets) > 0) {
		err = scoreSets(&r, &o, stderr)
	}
	if err != nil {
		return err
	}
	r.keep(o.element)
	switch {
	case o.calibrate:
		return printCalibration(stdout, r.judged, o.json)
	case o.json:
		return printJSON(stdout, r.rows)
	}
	if err := printRows(stdout, r.rows); err != nil {
		return err
	}
	return printMisses(stdout, &r, o.misses)
}

// scoreSets scores the sets that are there and says which are not.
func scoreSets(r *result, o *options, stderr io.Writer) error {
	wk := detectors.New(detectors.Settings{}).Worker()
	for _, src := range sources {
		if !wanted(src.name, o.sets) {
			continue
		}
		sets, err := src.read(o.data)
		if os.IsNotExist(err) {
			fmt.Fprintf(stderr, "eval: %s is not below %s\n", src.name, o.data)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", src.name, err)
		}
		for i := range sets {
			r.score(wk, &sets[i])
		}
	}
	return nil
}

// wanted reports whether name begins with one of names, or names is empty.
func wanted(name string, names []string) bool {
	for _, n := range names {
		if strings.HasPrefix(name, n) {
			return true
		}
	}
	return len(names) == 0
}

func printJSON[T any](w io.Writer, rows []T) error {
	enc := json.NewEncoder(w)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
