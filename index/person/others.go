package person

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// A group is the records of one person who is on no list.
type group struct {
	root   int32
	lowest int32 // record: the first of those with the lowest id
	end    int32 // of its records among those in the order of groups
}

// addOthers adds the people that are on no list, in the order of their lowest
// records.
func (r *Resolver) addOthers(p *People) {
	groups, records := r.groups()
	order := make([]int32, len(groups))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := groups[a].lowest, groups[b].lowest
		return cmp.Or(r.compare(x, y), cmp.Compare(x, y))
	})
	of := slices.Repeat([]int32{-1}, len(r.parent)) // person of each root
	for _, i := range order {
		g, start := &groups[i], int32(0)
		if i > 0 {
			start = groups[i-1].end
		}
		of[g.root] = int32(len(p.List))
		p.List = append(p.List, r.describe(g, records[start:g.end]))
	}
	for n, k := range r.kind {
		if k == Other {
			p.of[n] = of[r.find(int32(n))]
		}
	}
}

// groups returns the groups of records, and the records in their order.
func (r *Resolver) groups() ([]group, []int32) {
	var groups []group
	at := make([]int32, len(r.parent)) // group of each root, one up
	for i := range r.records.n {
		root := r.find(r.records.at(i).node)
		if at[root] == 0 {
			groups = append(groups, group{root: root, lowest: i})
			at[root] = int32(len(groups))
		}
		g := &groups[at[root]-1]
		g.end++
		if r.compare(i, g.lowest) < 0 {
			g.lowest = int32(i)
		}
	}
	var n int32
	for i := range groups {
		n, groups[i].end = n+groups[i].end, n
	}
	records := make([]int32, n)
	for i := range r.records.n {
		g := &groups[at[r.find(r.records.at(i).node)]-1]
		records[g.end] = i
		g.end++
	}
	return groups, records
}

// compare compares records by id, then by name.
func (r *Resolver) compare(a, b int32) int {
	x, y := r.records.at(a), r.records.at(b)
	if c := compareIDs(x.id, y.id); c != 0 {
		return c
	}
	return cmp.Compare(r.nameOf(x.node), r.nameOf(y.node))
}

// describe returns the person that a group of records speaks of.
func (r *Resolver) describe(g *group, records []int32) Person {
	first := r.records.at(g.lowest)
	x := Person{Kind: Other, ID: personID(string(first.id[:])), Name: r.nameOf(first.node)}
	if len(records) == 1 {
		return x
	}
	r.setAliases(&x, g, records)
	votes := map[int32]int{}
	for _, i := range records {
		votes[r.name[r.records.at(i).node]]++
	}
	best := 0
	x.Name = ""
	for n, k := range votes {
		if name := r.names.all[n]; name != "" && (k > best || k == best && name < x.Name) {
			x.Name, best = name, k
		}
	}
	return x
}

// setAliases sets the ids that the records of a person would give alone, but
// for the id that the person has.
func (r *Resolver) setAliases(x *Person, g *group, records []int32) {
	aliases := r.aliases[:0]
	lowest := r.records.at(g.lowest).id
	for _, i := range records {
		if id := r.records.at(i).id; id != lowest {
			d := sha256.Sum256(id[:])
			aliases = append(aliases, [16]byte(d[:16]))
		}
	}
	r.aliases = aliases
	slices.SortFunc(aliases, compareIDs)
	aliases = slices.Compact(aliases)
	if n := len(aliases); n > maxAliases {
		aliases, x.Unlisted = aliases[:maxAliases], n-maxAliases
	}
	if len(aliases) > 0 {
		x.Aliases = slices.Clone(aliases)
	}
}

// compareIDs compares ids as their hex digits would be.
func compareIDs(a, b [16]byte) int {
	if c := cmp.Compare(binary.BigEndian.Uint64(a[:]), binary.BigEndian.Uint64(b[:])); c != 0 {
		return c
	}
	return cmp.Compare(binary.BigEndian.Uint64(a[8:]), binary.BigEndian.Uint64(b[8:]))
}
