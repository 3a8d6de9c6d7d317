package intake

import (
	"testing"

	"mitte/geo/pg/pgtest"
)

// Every statement is parsed and analysed by the server before a file ever needs it.
func TestStatements(t *testing.T) {
	t.Parallel()
	statements := map[string]string{
		"start job": sqlStartJob, "end job": sqlEndJob, "clear job": sqlClearJob, "unlock job": sqlUnlockJob, "sweep": sqlSweepJobs,
		"town": sqlTown, "stage": sqlStage, "settings": sqlSettings, "analyze": sqlAnalyze,
		"invalid": sqlRefuseInvalid, "short": sqlRefuseShort, "long lines": sqlRefuseLongLines, "widen": sqlWiden,
		"widened": sqlRefuseWidened, "points": sqlSettlePoints, "locate": sqlLocate, "ambiguous": sqlRefuseAmbiguous,
		"unlocated": sqlRefuseUnlocated, "area": sqlRefuseArea, "tangled": sqlRefuseTangled, "taken": sqlRefuseTakenRef,
		"parts": sqlRefuseParts, "derive": sqlDerive, "area differs": sqlAreaDiffers, "overlaps": sqlOverlaps, "degrees": sqlDegrees,
		"lock": sqlLockPublication, "source known": sqlSourceKnown, "source": sqlSource, "project": sqlProject,
		"judge town": sqlJudgeTown, "write town": sqlWriteTown, "tally": sqlTally,
		"judge status": sqlJudgeStatus, "supersede status": sqlSupersedeStatus, "insert status": sqlInsertStatus,
		"judge occupancy": sqlJudgeOccupancy, "drop occupancy": sqlDropOccupancy, "end occupancy": sqlEndOccupancy,
		"insert occupancy": sqlInsertOccupancy,
	}
	for _, target := range targets {
		for which, columns := range map[string][]column{"all": target.columns, "least": target.of(nil)} {
			statements["judge "+target.layer+" "+which] = target.judgeSQL(columns)
			statements["insert "+target.layer+" "+which] = target.insertSQL(columns)
			statements["update "+target.layer+" "+which] = target.updateSQL(columns)
		}
		if target.keeps != "" {
			statements["absent "+target.layer] = target.absentSQL()
		}
	}
	pgtest.PrepareAll(t, pgtest.DB(t).App(), statements)
}

func TestOverlapsUseTheIndexes(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t).App()
	for _, index := range []string{"import_row_parcel_geom_idx", "parcel_geom_idx"} {
		pgtest.UsesIndex(t, db, sqlOverlaps, index, 1)
	}
}
