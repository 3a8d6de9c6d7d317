package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"mitte/geo"
	"mitte/geo/fault"
)

// What a conversion may cost: more is a hostile file. The limits are set by prlimit, so that no shell is needed.
const (
	ogrMemory  = "--as=2147483648"
	ogrCPU     = "--cpu=300"
	ogrFile    = "--fsize=536870912"
	ogrErrors  = 4 << 10
	ogrOutputs = 4 * MaxBytes // text is longer than the binary it was
)

// openOGR lets ogr2ogr write the file as GeoJSON in EPSG:25832 and reads along. The file is first judged by its first
// bytes and put under a name of ours, so that neither its own name nor its contents choose the driver.
func (r *run) openOGR(ctx context.Context, suffix string) (*featureFile, error) {
	dir, err := os.MkdirTemp("", "mitte-import-")
	if err != nil {
		return nil, fault.Wrap("intake.openOGR", err)
	}
	file, err := r.openOGRIn(ctx, dir, suffix)
	if err != nil {
		_ = os.RemoveAll(dir)
	}
	return file, err
}

func (r *run) openOGRIn(ctx context.Context, dir, suffix string) (*featureFile, error) {
	path, err := stageForOGR(r.options.Path, dir, suffix)
	if err != nil {
		return nil, err
	}
	layer, err := r.ogrLayer(ctx, path)
	if err != nil {
		return nil, err
	}
	if layer.gaussKrueger() {
		r.report.note("gauss_krueger", nil)
	}
	c := &conversion{dir: dir}
	c.cmd = r.ogr(ctx, r.options.Ogr2ogr, "-f", "GeoJSON", "/vsistdout/", path, layer.name,
		"-t_srs", "EPSG:25832", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15")
	c.cmd.Stderr = &c.said
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, fault.Wrap("intake.openOGR", err)
	}
	if err := c.cmd.Start(); err != nil {
		return nil, ogrAway(err)
	}
	c.Reader = &limited{r: out, left: ogrOutputs}
	return &featureFile{ReadCloser: c, srid: geo.Storage}, nil
}

// ogr returns a call of one of GDAL's programs: arguments as a list, limits, no network, no settings of the user.
func (r *run) ogr(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "prlimit", append([]string{ogrMemory, ogrCPU, ogrFile, "--", program}, args...)...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), //nolint:forbidigo // the programs themselves are found as mitte was told
		"LC_ALL=C.UTF-8", "GDAL_PAM_ENABLED=NO", "GDAL_HTTP_TIMEOUT=1", "CPL_CURL_ENABLED=NO",
		"GML_SKIP_RESOLVE_ELEMS=ALL", "GML_DOWNLOAD_WFS_SCHEMA=NO", "GML_SAVE_RESOLVED_TO=", "GDAL_DRIVER_PATH=disable",
		"OGR_SQLITE_LOAD_EXTENSIONS=", "GML_USE_SCHEMA_IMPORT=NO",
	}
	cmd.WaitDelay = cleanUpLimit
	return cmd
}

func ogrAway(err error) error {
	return fault.New(fault.Unavailable, "ogr_away", "ogr2ogr is not installed; the package is gdal-bin").Because(err)
}

// conversion is ogr2ogr at work. Reading it to the end and closing it tells whether it succeeded.
type conversion struct {
	io.Reader
	cmd  *exec.Cmd
	dir  string
	said clipped
	once sync.Once
	err  error
}

func (c *conversion) Close() error {
	c.once.Do(func() {
		defer func() { _ = os.RemoveAll(c.dir) }()
		// What was not read is not wanted any more.
		rest, err := io.Copy(io.Discard, io.LimitReader(c.Reader, 1))
		if rest > 0 || err != nil {
			_ = c.cmd.Process.Kill()
			_ = c.cmd.Wait()
			return
		}
		if err := c.cmd.Wait(); err != nil {
			c.err = ogrFailed(err, c.said.String())
		}
	})
	return c.err
}

func ogrFailed(err error, said string) error {
	if errors.Is(err, exec.ErrNotFound) || strings.Contains(said, "failed to execute") {
		return ogrAway(err)
	}
	return fault.New(fault.BadRequest, "ogr_failed", "ogr2ogr could not read the file: "+clip(firstLine(said))).Because(err)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// clipped keeps the first words of a program that may have many.
type clipped struct{ bytes.Buffer }

func (c *clipped) Write(p []byte) (int, error) {
	if room := ogrErrors - c.Len(); room > 0 {
		c.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// limited refuses to read on instead of ending early, which would look like a file that is merely short.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, tooLarge()
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

// stageForOGR puts the file, or what a zip holds, into dir under a name of ours.
func stageForOGR(path, dir, suffix string) (string, error) {
	switch suffix {
	case ".zip":
		return unzipShape(path, dir)
	case ".shp":
		return linkShape(path, dir)
	}
	if err := judgeHead(path, suffix); err != nil {
		return "", err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", fault.Wrap("intake.stageForOGR", err)
	}
	name := filepath.Join(dir, "in"+suffix)
	return name, fault.Wrap("intake.stageForOGR", os.Symlink(absolute, name))
}
