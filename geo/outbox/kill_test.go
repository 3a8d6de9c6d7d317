package outbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/pg"
)

// postURL in the environment turns the test program into a post that dies at a step.
const (
	postURL  = "MITTE_TEST_POST_URL"
	postHost = "MITTE_TEST_POST_HOST"
	postPort = "MITTE_TEST_POST_PORT"
	postStep = "MITTE_TEST_POST_STEP"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(postURL); url != "" {
		os.Exit(postAndDie(url))
	}
	os.Exit(m.Run())
}

func postAndDie(url string) int {
	ctx := context.Background()
	port, _ := strconv.Atoi(os.Getenv(postPort))
	pool, err := pg.Open(ctx, pg.Config{URL: url, MaxConns: 4})
	if err != nil {
		return 1
	}
	box, err := outbox.New(pool, outbox.Config{PublicURL: "https://mitte.example", SMTP: outbox.SMTP{
		Host: os.Getenv(postHost), Port: port, From: "bau@stadt.example", Security: outbox.Plain,
	}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	die := func(step string) func() {
		return func() {
			if os.Getenv(postStep) == step {
				p, _ := os.FindProcess(os.Getpid())
				_ = p.Kill()
				select {}
			}
		}
	}
	p, err := outbox.DyingPost(box, pool, slog.New(slog.DiscardHandler), die("before"), die("after"))
	if err == nil {
		err = p.Start(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	select {}
}

// Killed before the server has the mail, it leaves once. Killed after, before the commit that says so, it leaves again:
// SMTP has no way to ask. Then its Message-ID is the same, by which a mailbox knows that it is one mail.
func TestKilledWhileSending(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	t.Parallel()
	for step, times := range map[string]int{"before": 1, "after": 2} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.subscribed("erika@beispiel.de", "section", 7, "immediate", "de")
			b.publish(news(1))
			host, port := b.server.HostPort(t)
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), postURL+"="+b.db.URL("mitte_app"), postHost+"="+host, postPort+"="+strconv.Itoa(port), postStep+"="+step)
			cmd.Stderr = os.Stderr
			if err := cmd.Run(); err == nil {
				t.Fatal("it did not die")
			}
			// What River itself does after five minutes: nobody works this job any more.
			if n := b.count(`WITH stuck AS (UPDATE outbox.river_job SET state = 'available' WHERE state = 'running' RETURNING kind)
				SELECT count(*) FROM stuck WHERE kind = 'mail'`); n != 1 {
				t.Fatalf("%d mails were under way", n)
			}
			b.post(b.box)
			mailtest.Until(t, func() bool { return b.count(`SELECT count(*) FROM outbox.mail WHERE state = 'sent'`) == 1 })
			got := b.server.Wait(t, times)
			for _, m := range got {
				if m.Header.Get("Message-ID") != got[0].Header.Get("Message-ID") {
					t.Error("one mail has two Message-IDs")
				}
			}
		})
	}
}
