package person

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// A group is the nodes of one person who is on no list.
type group struct {
	nodes  []int32
	lowest int32 // the node with the lowest record
}

// addOthers adds the people that are on no list, in the order of their lowest
// records.
func (r *Resolver) addOthers(p *People) {
	groups := r.groups()
	slices.SortFunc(groups, func(a, b group) int { return r.compare(a.lowest, b.lowest) })
	for i := range groups {
		for _, n := range groups[i].nodes {
			p.of[n] = int32(len(p.List))
		}
		p.List = append(p.List, r.describe(&groups[i]))
	}
}

// groups returns the nodes of the unlisted by person.
func (r *Resolver) groups() []group {
	var groups []group
	at := make([]int32, len(r.parent)) // group of each root, one up
	for i := range r.parent {
		n := int32(i)
		if o := r.records[n]; o == nil || o.n == 0 {
			continue
		}
		root := r.find(n)
		if at[root] == 0 {
			groups = append(groups, group{lowest: n})
			at[root] = int32(len(groups))
		}
		g := &groups[at[root]-1]
		g.nodes = append(g.nodes, n)
		if r.compare(n, g.lowest) < 0 {
			g.lowest = n
		}
	}
	return groups
}

// compare compares nodes by their lowest record, then by name.
func (r *Resolver) compare(a, b int32) int {
	if c := compareIDs(r.records[a].lowest[0], r.records[b].lowest[0]); c != 0 {
		return c
	}
	return cmp.Compare(r.nameOf(a), r.nameOf(b))
}

// describe returns the person that a group of nodes speaks of, under the name
// that most records have.
func (r *Resolver) describe(g *group) Person {
	lowest := r.records[g.lowest].lowest[0]
	x := Person{Kind: Other, ID: personID(string(lowest[:])), Name: r.nameOf(g.lowest), Aliases: r.aliases(g)}
	votes := map[int32]int{}
	total := 0
	for _, n := range g.nodes {
		votes[r.name[n]] += r.records[n].n
		total += r.records[n].n
	}
	if total == 1 {
		return x
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

// aliases returns the ids that records of a person would give alone, but for
// the id that the person has.
func (r *Resolver) aliases(g *group) [][16]byte {
	var ids [][16]byte
	for _, n := range g.nodes {
		ids = append(ids, r.records[n].lowest...)
	}
	slices.SortFunc(ids, compareIDs)
	ids = slices.Compact(ids)
	ids = slices.Clip(ids[1:min(len(ids), maxAliases+1)])
	if len(ids) == 0 {
		return nil
	}
	for i, id := range ids {
		ids[i] = idOf(string(id[:]))
	}
	slices.SortFunc(ids, compareIDs)
	return ids
}

// compareIDs compares ids as their hex digits would be.
func compareIDs(a, b [16]byte) int {
	if c := cmp.Compare(binary.BigEndian.Uint64(a[:]), binary.BigEndian.Uint64(b[:])); c != 0 {
		return c
	}
	return cmp.Compare(binary.BigEndian.Uint64(a[8:]), binary.BigEndian.Uint64(b[8:]))
}
