// What Go's own implementation of notes and trees says: the peer of GoInteropTests. Each line of the input is a question,
// and each line of the output the answer to it: "ok" with what was asked for, or "no" with the reason.
package main

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<22)
	for in.Scan() {
		words := strings.Split(in.Text(), " ")
		answer, err := ask(words[0], words[1:])
		if err != nil {
			answer = "no " + strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(answer)
	}
}

func ask(what string, words []string) (string, error) {
	switch what {
	case "open": // vkey, note: its text and how many signatures are verified and are not
		key, err := note.NewVerifier(words[0])
		if err != nil {
			return "", err
		}
		opened, err := note.Open(data(words[1]), note.VerifierList(key))
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("ok %s %d %d", text([]byte(opened.Text)), len(opened.Sigs), len(opened.UnverifiedSigs)), nil
	case "sign": // private key, text: the note
		signer, err := note.NewSigner(words[0])
		if err != nil {
			return "", err
		}
		signed, err := note.Sign(&note.Note{Text: string(data(words[1]))}, signer)
		if err != nil {
			return "", err
		}
		return "ok " + text(signed), nil
	case "key": // name: a new private key and its verifier key
		private, public, err := note.GenerateKey(rand.Reader, words[0])
		if err != nil {
			return "", err
		}
		return "ok " + private + " " + public, nil
	case "included": // size, root, leaf, leaf hash, proof
		return "ok", tlog.CheckRecord(hashes(words[4:]), number(words[0]), hash(words[1]), number(words[2]), hash(words[3]))
	case "goes-on": // second size and root, first size and root, proof
		return "ok", tlog.CheckTree(hashes(words[4:]), number(words[0]), hash(words[1]), number(words[2]), hash(words[3]))
	}
	return "", fmt.Errorf("no such question: %s", what)
}

func data(word string) []byte {
	bytes, err := base64.StdEncoding.DecodeString(word)
	if err != nil {
		panic(err)
	}
	return bytes
}

func text(bytes []byte) string { return base64.StdEncoding.EncodeToString(bytes) }

func number(word string) int64 {
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func hash(word string) (h tlog.Hash) {
	copy(h[:], data(word))
	return h
}

func hashes(words []string) (all []tlog.Hash) {
	for _, word := range words {
		all = append(all, hash(word))
	}
	return all
}
