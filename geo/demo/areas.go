package demo

import "mitte/geo"

// drawAreas draws the fund's area, everything within the walls, and the supply centre, the blocks along the main streets.
func (t *builtTown) drawAreas() {
	if t.number > 0 {
		return
	}
	var walls, centre []ring
	for i := range t.net.blocks {
		b := &t.net.blocks[i]
		if b.outside() || b.use >= useBelt {
			continue
		}
		walls = append(walls, b.face)
		for _, h := range b.halves {
			if st := t.net.halves[h].street; st.rank >= rankMain {
				centre = append(centre, b.face)
				break
			}
		}
	}
	add := func(kind, name string, rings []ring) {
		t.town.Areas = append(t.town.Areas, Area{
			ID: int64(len(t.town.Areas) + 1), Kind: kind, Name: name, Geom: t.where.merged(rings...),
			Valid: geo.Period{From: geo.NewDate(t.month.Time().Year()-9, 1, 1)},
		})
	}
	add("fund", "Altstadtfonds-Gebiet (erfunden)", walls)
	add("supply_centre", "Zentraler Versorgungsbereich Altstadt (erfunden)", centre)
}
