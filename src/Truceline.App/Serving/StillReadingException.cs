namespace Truceline.App.Serving;

/// <summary>A page was asked for before there is anything to show on it. The message is for whoever asked.</summary>
internal sealed class StillReadingException(string message) : Exception(message);
