namespace Truceline.Tests;
public class Smoke { [Fact] public void It_runs() => Assert.Equal(2, 1 + 1); }
