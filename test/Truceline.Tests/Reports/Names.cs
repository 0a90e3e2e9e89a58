using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

public sealed class Names
{
    // Computed apart, with Python's hashlib and base64.
    [Theory]
    [InlineData("ucdp", "147997", "vhsxkdavwsosf4broblw5qpybu")]
    [InlineData("OSCE SMM", "2015-02-16/4", "jwrhbi6udp4w3lymnhs6d3oiiq")]
    [InlineData("Україна", "№ 1", "maphrq4kw7sxvpfsbgfmykntdu")]
    [InlineData("", "", "ny2axhh7wn5jrhffittlw6akfq")]
    public void A_name_is_the_first_half_of_the_hash_of_source_and_own_id(string source, string ownId, string name) =>
        Assert.Equal(name, ReportId.Of(source, ownId).Value);

    [Fact]
    public void Without_an_own_id_the_name_is_that_of_the_body() =>
        Assert.Equal("iqjw7i2vwntyuekgvulpp2dety", ReportId.OfBody(Encoding.UTF8.GetBytes("{}")).Value);

    [Fact]
    public void A_source_cannot_hold_the_separator() =>
        Assert.Throws<ArgumentException>(() => ReportId.Of("a\0b", "c"));

    [Fact]
    public void Names_are_ordered_by_code_units() =>
        Prop.ForAll<int, int>((a, b) =>
        {
            var (x, y) = (ReportId.Of("s", $"{a}"), ReportId.Of("s", $"{b}"));
            return Math.Sign(x.CompareTo(y)) == Math.Sign(string.CompareOrdinal(x.Value, y.Value)) && x.Value.Length == 26;
        }).QuickCheckThrowOnFailure();
}
