package intake

import (
	"archive/zip"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

// Rules of reliability for archives.
const (
	zipEntries = 20
	zipRatio   = 100
	xmlDepth   = 64
)

// shapeParts are the files of a Shapefile that mean something here.
var shapeParts = []string{".shp", ".shx", ".dbf", ".prj", ".cpg"}

func badArchive(format string, args ...any) error {
	return fault.Newf(fault.BadRequest, "bad_archive", format, args...)
}

// unzipShape unpacks the one Shapefile of an archive under names of ours. Sizes are counted, never believed.
func unzipShape(path, dir string) (string, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return "", badArchive("the file is not a zip archive")
	}
	defer func() { _ = archive.Close() }()
	if len(archive.File) > zipEntries {
		return "", badArchive("the archive has more than %d entries", zipEntries)
	}
	stem, left := "", int64(MaxBytes)
	for _, entry := range archive.File {
		suffix := strings.ToLower(filepath.Ext(entry.Name))
		switch mode := entry.Mode(); {
		case mode.IsDir():
			continue
		case !mode.IsRegular():
			return "", badArchive("the archive holds a link")
		case suffix == ".zip" || suffix == ".gz" || suffix == ".7z" || suffix == ".rar":
			return "", badArchive("the archive holds another archive")
		case !slices.Contains(shapeParts, suffix):
			continue
		}
		base := strings.ToLower(strings.TrimSuffix(entry.Name, filepath.Ext(entry.Name)))
		if stem != "" && stem != base {
			return "", badArchive("the archive holds several Shapefiles; pack one")
		}
		stem = base
		n, err := unpack(entry, filepath.Join(dir, "in"+suffix), left)
		if err != nil {
			return "", err
		}
		left -= n
	}
	return judgeShape(dir)
}

// unpack writes one entry and returns its size.
func unpack(entry *zip.File, to string, left int64) (int64, error) {
	in, err := entry.Open()
	if err != nil {
		return 0, badArchive("the archive cannot be unpacked")
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, badArchive("the archive holds a file twice")
	}
	most := min(left, zipRatio*max(int64(entry.CompressedSize64), 1<<10))
	n, err := io.Copy(out, io.LimitReader(in, most+1))
	err = errors.Join(err, out.Close())
	switch {
	case n > most && most == left:
		return n, tooLarge()
	case n > most:
		return n, badArchive("the archive unpacks to more than %d times its size", zipRatio)
	case err != nil:
		return n, badArchive("the archive cannot be unpacked")
	}
	return n, nil
}

// linkShape shows ogr2ogr the parts of a Shapefile beside the .shp, whatever the case of their suffixes.
func linkShape(path, dir string) (string, error) {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	for _, suffix := range shapeParts {
		for _, name := range []string{stem + suffix, stem + strings.ToUpper(suffix)} {
			absolute, err := filepath.Abs(name)
			if err != nil {
				return "", fault.Wrap("intake.linkShape", err)
			}
			if _, err := os.Stat(absolute); err != nil {
				continue
			}
			if err := os.Symlink(absolute, filepath.Join(dir, "in"+suffix)); err != nil && !errors.Is(err, os.ErrExist) {
				return "", fault.Wrap("intake.linkShape", err)
			}
		}
	}
	return judgeShape(dir)
}

// judgeShape compares what the headers announce with how long the files are, before anything allocates by them.
func judgeShape(dir string) (string, error) {
	shp := filepath.Join(dir, "in.shp")
	head, size, err := headOf(shp, 100)
	switch {
	case err != nil:
		return "", badArchive("there is no .shp file")
	case len(head) < 100 || binary.BigEndian.Uint32(head) != 9994 || int64(binary.BigEndian.Uint32(head[24:]))*2 > size:
		return "", badArchive("the .shp file is damaged")
	}
	head, size, err = headOf(filepath.Join(dir, "in.dbf"), 32)
	if err != nil || len(head) < 32 {
		return "", badArchive("there is no readable .dbf file")
	}
	records, header, width := int64(binary.LittleEndian.Uint32(head[4:])), int64(binary.LittleEndian.Uint16(head[8:])),
		int64(binary.LittleEndian.Uint16(head[10:]))
	if header < 33 || width < 1 || header+records*width > size+1 || records > geo.ImportFeatures {
		return "", badArchive("the .dbf file announces more than it holds, or more than %d records", geo.ImportFeatures)
	}
	head, size, err = headOf(filepath.Join(dir, "in.shx"), 100)
	if err == nil && (len(head) < 100 || int64(binary.BigEndian.Uint32(head[24:]))*2 > size) {
		return "", badArchive("the .shx file is cut off")
	}
	return shp, nil
}

func headOf(path string, n int) ([]byte, int64, error) {
	file, size, err := open(path)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = file.Close() }()
	head, err := io.ReadAll(io.LimitReader(file, int64(n)))
	return head, size, err
}

// judgeHead makes sure that the file is what its suffix says, since GDAL would rather believe the contents.
func judgeHead(path, suffix string) error {
	if suffix == ".gml" {
		return judgeXML(path)
	}
	head, _, err := headOf(path, 16)
	if err != nil {
		return err
	}
	if string(head) != "SQLite format 3\x00" {
		return fault.New(fault.BadRequest, "import_format", "the file is not a GeoPackage")
	}
	return nil
}

// judgeXML reads the whole file once: no document type, so no entities and nothing fetched, and no bottomless nesting.
func judgeXML(path string) error {
	file, _, err := open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	in := xml.NewDecoder(file)
	depth := 0
	for {
		token, err := in.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fault.New(fault.BadRequest, "bad_xml", "the file is not well-formed XML in UTF-8").Because(err)
		}
		switch token.(type) {
		case xml.Directive:
			return fault.New(fault.BadRequest, "bad_xml", "the file has a DOCTYPE, which is not taken")
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > xmlDepth {
			return fault.Newf(fault.BadRequest, "bad_xml", "the file is nested more than %d deep", xmlDepth)
		}
	}
}
