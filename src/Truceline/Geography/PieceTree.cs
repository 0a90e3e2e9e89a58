namespace Truceline.Geography;

/// <summary>A piece of a segment, from a distance along it to another, and the ends of its straight chord.</summary>
internal readonly struct Piece(int segment, double start, double end, double before, in SurfacePoint from, in SurfacePoint to)
{
    public readonly int Segment = segment;
    public readonly double Start = start, End = end;

    /// <summary>The length of the line before it.</summary>
    public readonly double Before = before;

    public readonly double X = from.X, Y = from.Y, Z = from.Z;
    public readonly double AlongX = to.X - from.X, AlongY = to.Y - from.Y, AlongZ = to.Z - from.Z;

    /// <summary>How far the piece may leave its chord; with room for rounding.</summary>
    public readonly double Sagitta = Chords.Sagitta(end - start) + 1e-7;

    /// <summary>The distance in space to the chord.</summary>
    public double ChordTo(in SurfacePoint position)
    {
        double x = position.X - X, y = position.Y - Y, z = position.Z - Z;
        var squared = AlongX * AlongX + AlongY * AlongY + AlongZ * AlongZ;
        var t = squared > 0 ? Math.Clamp((x * AlongX + y * AlongY + z * AlongZ) / squared, 0, 1) : 0;
        x -= t * AlongX;
        y -= t * AlongY;
        z -= t * AlongZ;
        return Math.Sqrt(x * x + y * y + z * z);
    }
}

/// <summary>
/// Boxes in space around runs of neighbouring pieces, stored in the order of a walk down the tree; each box knows where
/// the walk goes on when it is left out. So pieces always come in their order along the line.
/// </summary>
internal sealed class PieceTree
{
    private const int LeafSize = 4;

    public static readonly PieceTree Empty = new([]);

    private readonly Piece[] pieces;
    private readonly List<Box> build = [];
    private readonly Box[] boxes;

    // The box of the tree in which each piece lies.
    private readonly int[] leafOf;

    public PieceTree(List<Piece> pieces)
    {
        this.pieces = [.. pieces];
        leafOf = new int[this.pieces.Length];
        if (this.pieces.Length > 0) Build(0, this.pieces.Length);
        boxes = [.. build];
        build = [];
    }

    public ReadOnlySpan<Piece> Pieces => pieces;

    private void Build(int first, int count)
    {
        var index = build.Count;
        build.Add(default);
        if (count > LeafSize)
        {
            Build(first, count / 2);
            Build(first + count / 2, count - count / 2);
        }
        else Array.Fill(leafOf, index, first, count);
        build[index] = new Box(pieces.AsSpan(first, count), first, count > LeafSize ? 0 : count, build.Count);
    }

    /// <summary>The piece that is nearest as far as the chords show.</summary>
    public int Likely(in SurfacePoint position)
    {
        var least = double.PositiveInfinity;
        var likely = 0;
        var seed = 0;
        while (boxes[seed].Count == 0)
        {
            int left = seed + 1, right = boxes[left].Skip;
            seed = boxes[left].SquaredDistance(position) <= boxes[right].SquaredDistance(position) ? left : right;
        }
        Leaf(boxes[seed], position);
        for (var i = 0; i < boxes.Length;)
        {
            if (boxes[i].SquaredDistance(position) > least * least)
            {
                i = boxes[i].Skip;
                continue;
            }
            if (boxes[i].Count > 0) Leaf(boxes[i], position);
            i++;
        }
        return likely;

        void Leaf(in Box box, in SurfacePoint at)
        {
            for (var k = box.First; k < box.First + box.Count; k++)
            {
                var chord = pieces[k].ChordTo(at) + pieces[k].Sagitta;
                if (chord < least) (least, likely) = (chord, k);
            }
        }
    }

    /// <summary>The next piece after one (−1: the first) of which a point may lie within a chord of the position, or −1.</summary>
    public int Next(int piece, in SurfacePoint position, double chord)
    {
        if (piece < 0) return Walk(0, position, chord);
        ref readonly var box = ref boxes[leafOf[piece]];
        var within = InLeaf(box, piece + 1, position, chord);
        return within >= 0 ? within : Walk(box.Skip, position, chord);
    }

    /// <summary>The last piece that ends within a way along the line from the start of one; at least that one.</summary>
    public int LastWithin(int piece, double way)
    {
        var limit = pieces[piece].Before + way;
        int low = piece, high = pieces.Length;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (pieces[middle].Before + (pieces[middle].End - pieces[middle].Start) <= limit) low = middle;
            else high = middle;
        }
        return low;
    }

    private int Walk(int box, in SurfacePoint position, double chord)
    {
        while (box < boxes.Length)
        {
            if (boxes[box].SquaredDistance(position) > chord * chord)
            {
                box = boxes[box].Skip;
                continue;
            }
            if (boxes[box].Count > 0)
            {
                var within = InLeaf(boxes[box], boxes[box].First, position, chord);
                if (within >= 0) return within;
            }
            box++;
        }
        return -1;
    }

    private int InLeaf(in Box box, int from, in SurfacePoint position, double chord)
    {
        for (var k = from; k < box.First + box.Count; k++)
            if (pieces[k].ChordTo(position) <= chord + pieces[k].Sagitta) return k;
        return -1;
    }

    /// <summary>The pieces whose boxes meet that of one piece.</summary>
    public IEnumerable<int> BoxesThatMeet(int piece)
    {
        var own = new Box(pieces.AsSpan(piece, 1), piece, 1, 0);
        for (var i = 0; i < boxes.Length;)
        {
            if (!boxes[i].Meets(own))
            {
                i = boxes[i].Skip;
                continue;
            }
            for (var k = boxes[i].First; k < boxes[i].First + boxes[i].Count; k++)
                if (new Box(pieces.AsSpan(k, 1), k, 1, 0).Meets(own)) yield return k;
            i++;
        }
    }

    private readonly struct Box
    {
        public readonly int First, Count, Skip;
        private readonly double lowX, lowY, lowZ, highX, highY, highZ;

        public Box(ReadOnlySpan<Piece> pieces, int first, int count, int skip)
        {
            (First, Count, Skip) = (first, count, skip);
            lowX = lowY = lowZ = double.PositiveInfinity;
            highX = highY = highZ = double.NegativeInfinity;
            foreach (ref readonly var piece in pieces)
            {
                lowX = Math.Min(lowX, piece.X + Math.Min(0, piece.AlongX) - piece.Sagitta);
                lowY = Math.Min(lowY, piece.Y + Math.Min(0, piece.AlongY) - piece.Sagitta);
                lowZ = Math.Min(lowZ, piece.Z + Math.Min(0, piece.AlongZ) - piece.Sagitta);
                highX = Math.Max(highX, piece.X + Math.Max(0, piece.AlongX) + piece.Sagitta);
                highY = Math.Max(highY, piece.Y + Math.Max(0, piece.AlongY) + piece.Sagitta);
                highZ = Math.Max(highZ, piece.Z + Math.Max(0, piece.AlongZ) + piece.Sagitta);
            }
        }

        public double SquaredDistance(in SurfacePoint position)
        {
            var x = Math.Max(0, Math.Max(lowX - position.X, position.X - highX));
            var y = Math.Max(0, Math.Max(lowY - position.Y, position.Y - highY));
            var z = Math.Max(0, Math.Max(lowZ - position.Z, position.Z - highZ));
            return x * x + y * y + z * z;
        }

        public bool Meets(in Box other) =>
            lowX <= other.highX && other.lowX <= highX
            && lowY <= other.highY && other.lowY <= highY
            && lowZ <= other.highZ && other.lowZ <= highZ;
    }
}
