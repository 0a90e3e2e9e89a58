using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Truceline.Embedded;

/// <summary>
/// A statement that is prepared once and runs many times, with nothing allocated for a row. Columns and parameters are
/// counted as SQLite counts them: parameters from 1, columns from 0.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Succeeded(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Succeeded(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // Of an empty span SQLite would make NULL.
        Succeeded(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        Succeeded(raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    /// <summary>Runs a statement that gives no row; it can be bound and run again.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Fail(result);
        raw.sqlite3_reset(statement);
    }

    /// <summary>Goes on to the next row; false behind the last.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result != raw.SQLITE_DONE) Fail(result);
        raw.sqlite3_reset(statement);
        return false;
    }

    /// <summary>Begins anew: what was bound is there, the rows are not.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The bytes of a blob, until the next step; of anything else none, for a file from elsewhere may hold anything in a column.</summary>
    public ReadOnlySpan<byte> Blob(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_BLOB ? raw.sqlite3_column_blob(statement, column) : default;

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    public void Dispose() => statement.Dispose();

    private void Fail(int result)
    {
        raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(result, database);
    }

    private void Succeeded(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, database);
    }
}
