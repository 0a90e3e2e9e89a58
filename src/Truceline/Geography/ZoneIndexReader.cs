namespace Truceline.Geography;

/// <summary>
/// Asks the questions of cells about one position after the other: what a sketch does not decide the pieces do and, within centimetres
/// of a margin of a metre, the zone itself.
/// </summary>
internal sealed class ZoneIndexReader
{
    private ZoneIndexReading[] readings = new ZoneIndexReading[16];
    private double[] squares = new double[256];
    private SurfacePoint at;
    private double latitude, longitude;
    private bool isAt, isSketched;
    private ZoneIndexLeaf? read;

    /// <summary>Goes to a position.</summary>
    public void Go(double toLatitude, double toLongitude) => (latitude, longitude, isAt, read) = (toLatitude, toLongitude, false, null);

    /// <summary>The position in space.</summary>
    public ref readonly SurfacePoint At
    {
        get
        {
            if (!isAt) (at, isAt) = (new(latitude, longitude == -180 ? 180 : longitude), true);
            return ref at;
        }
    }

    /// <summary>What a question says of the position; null where only the zone knows.</summary>
    public Certainty? Ask(in ZoneIndexQuestion question)
    {
        if (!ReferenceEquals(read, question.Leaf))
        {
            read = question.Leaf;
            if (readings.Length < read.Curves) readings = new ZoneIndexReading[2 * read.Curves];
            isSketched = question.Sketch is not null;
            if (question.Sketch is { } sketch) readings[sketch.Number] = sketch.Read(latitude, longitude);
            else ReadPieces();
        }
        var says = question.Field.At(readings, at).Says;
        if (says is not null || !isSketched) return says;
        isSketched = false;
        ReadPieces();
        return question.Field.At(readings, at).Says;
    }

    private void ReadPieces()
    {
        if (squares.Length < read!.Longest) squares = new double[2 * read.Longest];
        read.Read(At, readings, squares);
    }
}
