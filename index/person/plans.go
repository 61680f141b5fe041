package person

import (
	"fmt"
	"io"
	"slices"
)

// Plans is the company's list of rate plans and plan features.
type Plans struct {
	RatePlans []string // in the order of the list
	Features  []string
	digest    [32]byte
}

// Digest returns the SHA-256 of the file that the list was read from.
func (p *Plans) Digest() [32]byte { return p.digest }

// ReadPlans reads a list of plans as ReadCustomers reads one of customers. It
// must have a name; without a column for the kind all are rate plans.
func ReadPlans(r io.Reader, name string) (*Plans, []Warning, error) {
	t, w := newTable(r), &warnings{}
	l, names, err := readHead(t, colNone, []column{colKind}, w)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if !l.has(colName, colPlan, colFeatures) {
		return nil, w.all, lacks(name, "name", names)
	}
	p := &Plans{}
	err = eachRow(t, l, w, name, func(cells []string, line int) { p.add(l, cells, line, w) })
	if err != nil {
		return nil, w.all, err
	}
	if p.digest, err = t.digest(); err != nil {
		return nil, w.all, fmt.Errorf("%s: %w", name, err)
	}
	return p, w.all, nil
}

// planKinds says whether a kind, in the form that headKey gives, is a feature.
var planKinds = map[string]bool{
	"rateplan": false, "plan": false, "priceplan": false, "serviceplan": false, "tariff": false, "rate": false, "tarifa": false, "plantarifario": false,
	"planfeature": true, "feature": true, "features": true, "addon": true, "addons": true, "option": true, "service": true, "servicio": true, "caracteristica": true, "soc": true,
}

// add adds a row of the file, or notes why it cannot be used.
func (p *Plans) add(l *layout, cells []string, line int, w *warnings) {
	kind := l.get(cells, colKind)
	if kind == "" {
		kind = l.get(cells, colType)
	}
	feature, ok := planKinds[headKey(kind)]
	if kind != "" && !ok {
		w.add(line, "kind not known", true)
		return
	}
	name := l.get(cells, colName)
	if name == "" {
		name = l.get(cells, colPlan)
	}
	if s := l.get(cells, colFeatures); name == "" && s != "" {
		name, feature = s, true
	}
	to := &p.RatePlans
	if feature {
		to = &p.Features
	}
	switch {
	case name == "":
		w.add(line, "no name", true)
	case slices.Contains(*to, name):
		w.add(line, "stands in a row before it", true)
	default:
		*to = append(*to, name)
	}
}
