using System.Text;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class HashTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_hash_is_the_SHA_256_of_the_bytes(string text, string expected)
    {
        var hash = Hash.Of(Encoding.ASCII.GetBytes(text));
        Assert.Equal(expected, hash.ToString());
        Assert.Equal(Convert.FromHexString(expected), hash.ToArray());
    }

    [Fact]
    public void What_a_hash_writes_it_reads()
    {
        var hash = Hash.Of("abc"u8);
        Assert.Equal(hash, Hash.Parse(hash.ToString()));
        Assert.Equal(hash, new Hash(hash.ToArray()));
    }

    [Fact]
    public void Hashes_differ_when_any_one_bit_differs()
    {
        var hash = Hash.Of("abc"u8);
        for (var bit = 0; bit < 256; bit++)
        {
            var bytes = hash.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(hash, new Hash(bytes));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a ")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_hash_has_one_written_form(string text)
    {
        Assert.False(Hash.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Hash.Parse(text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Hashes_and_secrets_have_32_bytes(int length)
    {
        Assert.Throws<ArgumentException>(() => new Hash(new byte[length]));
        Assert.Throws<ArgumentException>(() => new Secret(new byte[length]));
    }

    [Fact]
    public void A_secret_shows_nothing_of_itself()
    {
        var bytes = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        Assert.Equal("secret", new Secret(bytes).ToString());
        Assert.Equal("secret", $"{new Secret(bytes)}");
        Assert.Empty(typeof(Secret).GetProperties());
    }
}
