package scanner

// listInts is how many numbers of findings share one piece of memory.
const listInts = 256

// lists are the memory that the records of items are made in. What make returns
// belongs to the record; all else is for one item and then used again.
type lists struct {
	room       []int
	idx, rest  []int
	few, grown []int
	anchors    []anchor
	names      []string
}

// make returns n numbers.
func (l *lists) make(n int) []int {
	if len(l.room) < n {
		l.room = make([]int, max(listInts, n))
	}
	list := l.room[:n:n]
	l.room = l.room[n:]
	return list
}
