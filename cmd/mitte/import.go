package main

import (
	"context"
	"errors"
	"os"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/intake"

	"github.com/jackc/pgx/v5/pgxpool"
)

// importLimit bounds one file as a whole; a single statement has a minute.
const (
	importLimit     = 10 * time.Minute
	importStatement = time.Minute
)

type importCommand struct {
	OSM   osmImport   `cmd:"" name:"osm" help:"OpenStreetMap extract (.osm.pbf): streets, buildings, addresses, shops."`
	ALKIS alkisImport `cmd:"" name:"alkis" help:"Simplified ALKIS cadastre: parcels and buildings (GeoJSON, GeoPackage, Shape)."`
	Works worksImport `cmd:"" name:"works" help:"A city's register of construction sites (GeoJSON, GeoPackage, Shape)."`
	Units unitsImport `cmd:"" name:"units" help:"Shop units (CSV, GeoJSON, GeoPackage)."`
	Town  townImport  `cmd:"" name:"town" help:"The town's boundary; later imports must lie within it, plus 5 km."`
}

// importFlags are shared by all kinds of import.
type importFlags struct {
	databaseFlags
	Files         []string `arg:"" name:"file" type:"existingfile" help:"Files, imported one after the other."`
	AcceptPartial bool     `help:"Take the file without its refused rows; otherwise one refused row stops the file."`
	DryRun        bool     `help:"Do everything, report it, and keep nothing."`
	Report        string   `placeholder:"FILE" help:"Write the full report to FILE: JSON, or CSV of the refused rows if it ends in .csv."`
	Layer         string   `help:"Layer of a file that has several."`
	Source        string   `placeholder:"ID" help:"Short name of the source these data come from."`
	SourceTitle   string   `help:"Title of the source."`
	Licence       string   `help:"Licence of the data."`
	LicenceURL    string   `help:"Address of the licence."`
	Attribution   string   `help:"Attribution the licence asks for."`
	Ogr2ogr       string   `name:"ogr2ogr" placeholder:"PATH" help:"The ogr2ogr program." default:"ogr2ogr"`
}

type alkisImport struct{ importFlags }

type unitsImport struct {
	importFlags
	OpenData bool `help:"The list itself is public: show its vacant units too."`
}

type osmImport struct {
	importFlags
	Amenities bool `help:"Take restaurants, cafés, bars and the like as units too."`
}

type worksImport struct {
	importFlags
	Width   float64 `default:"4" help:"Width in metres of the corridor made of a line, 0.5–50."`
	Project string  `help:"Title of the project the sections belong to."`
}

type townImport struct {
	importFlags
	Town string `help:"Key (AGS) or name, where the file holds several towns."`
}

// Run imports OpenStreetMap extracts.
func (i *osmImport) Run(ctx context.Context, c *console) error {
	return i.run(ctx, c, intake.Options{Kind: intake.OSM, Amenities: i.Amenities})
}

// Run imports works registers.
func (i *worksImport) Run(ctx context.Context, c *console) error {
	return i.run(ctx, c, intake.Options{Kind: intake.Works, WidthM: i.Width, Project: i.Project})
}

// Run imports the town's boundary.
func (i *townImport) Run(ctx context.Context, c *console) error {
	return i.run(ctx, c, intake.Options{Kind: intake.Town, Town: i.Town})
}

// Run imports parcels and buildings.
func (i *alkisImport) Run(ctx context.Context, c *console) error {
	return i.run(ctx, c, intake.Options{Kind: intake.ALKIS})
}

// Run imports shop units.
func (i *unitsImport) Run(ctx context.Context, c *console) error {
	return i.run(ctx, c, intake.Options{Kind: intake.Units, OpenData: i.OpenData})
}

func (i *importFlags) run(ctx context.Context, c *console, o intake.Options) error {
	report, err := i.openReport()
	if err != nil {
		return err
	}
	db, err := i.open(ctx, c.log)
	if err != nil {
		return errors.Join(err, report.close())
	}
	defer db.close(ctx)
	pool, err := db.pool(ctx, roleApp, 4, importStatement)
	if err != nil {
		return errors.Join(err, report.close())
	}
	defer pool.Close()
	bar := newProgress(c.err)
	o.AcceptPartial, o.DryRun, o.Layer, o.Ogr2ogr = i.AcceptPartial, i.DryRun, i.Layer, i.Ogr2ogr
	o.SourceID, o.SourceTitle, o.Licence, o.LicenceURL, o.Attribution = i.Source, i.SourceTitle, i.Licence, i.LicenceURL, i.Attribution
	o.Actor, o.Progress = operatorName(), bar.step
	return errors.Join(importFiles(ctx, c, pool, i.Files, o, bar, report), report.close())
}

// importFiles takes one file after the other and stops at the first that fails; a refused one does not stop the next.
func importFiles(ctx context.Context, c *console, db *pgxpool.Pool, files []string, o intake.Options,
	bar *progress, report *reportFile,
) error {
	var refused error
	for _, o.Path = range files {
		result, err := importOne(ctx, db, o)
		bar.finish()
		if err := errors.Join(err, result.WriteTable(c.out), report.write(result)); err != nil {
			return err
		}
		if refused == nil {
			refused = refusal(result)
		}
	}
	return refused
}

func importOne(ctx context.Context, db *pgxpool.Pool, o intake.Options) (intake.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, importLimit)
	defer cancel()
	defer hint(ctx, db)
	return intake.New(db, geo.SystemClock{}).Import(ctx, o)
}

// refusal is the error of a file that was not taken, so that scripts see it in the exit code.
func refusal(r intake.Report) error {
	if r.Status != intake.Refused {
		return nil
	}
	return fault.Newf(fault.Invalid, "import_refused",
		"%s was not taken because of its %d refused rows; --accept-partial takes the rest", r.File, len(r.Refusals))
}

// operatorName is who history names for work done on the command line.
func operatorName() string {
	if name := os.Getenv("USER"); name != "" {
		return "cli:" + name
	}
	return "cli"
}
