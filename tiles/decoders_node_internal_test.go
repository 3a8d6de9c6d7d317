package tiles

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// byNode reads all tiles with the library that the map uses.
func (d *decoders) byNode(t *testing.T) {
	t.Helper()
	node, err := exec.LookPath("node")
	if _, err2 := os.Stat("../webmap/node_modules/@mapbox/vector-tile"); err != nil || err2 != nil {
		t.Skip("node or the map's libraries are not here; make web/deps installs them")
	}
	cmd := exec.CommandContext(t.Context(), node, "test/decode-tiles.js", d.folder)
	cmd.Dir = "../webmap"
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %.1000s", err, complaints.String())
	}
	got := map[decodedKey]decodedSize{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		key, size := readNodeLine(t, lines.Text())
		got[key] = size
	}
	d.compare(t, "@mapbox/vector-tile", got)
}

func readNodeLine(t *testing.T, line string) (decodedKey, decodedSize) {
	t.Helper()
	parts := strings.Split(line, " ")
	if len(parts) != 5 {
		t.Fatalf("%q", line)
	}
	number, err1 := strconv.Atoi(parts[0])
	id, err2 := strconv.ParseUint(parts[2], 10, 64)
	points, err3 := strconv.Atoi(parts[3])
	area, err4 := strconv.ParseFloat(parts[4], 64)
	mustRead(t, line, err1, err2, err3, err4)
	return decodedKey{number, parts[1], id}, decodedSize{points, area}
}
