namespace Truceline.Agreements.Waiting;

/// <summary>Strongly connected components, after Tarjan (1972), without recursion.</summary>
internal static class Components
{
    /// <summary>For each node the number of its component; two nodes have the same where each leads to the other.</summary>
    public static int[] Of(int count, Func<int, IEnumerable<int>> next)
    {
        var component = new int[count];
        var found = new int[count];
        var low = new int[count];
        var inPath = new bool[count];
        var path = new Stack<int>();
        var calls = new Stack<(int Node, IEnumerator<int> Next)>();
        var (number, components) = (0, 0);

        void Enter(int node)
        {
            found[node] = low[node] = ++number;
            path.Push(node);
            inPath[node] = true;
            calls.Push((node, next(node).GetEnumerator()));
        }

        for (var root = 0; root < count; root++)
        {
            if (found[root] == 0) Enter(root);
            while (calls.TryPeek(out var call))
            {
                if (call.Next.MoveNext())
                {
                    if (found[call.Next.Current] == 0) Enter(call.Next.Current);
                    else if (inPath[call.Next.Current]) low[call.Node] = Math.Min(low[call.Node], found[call.Next.Current]);
                    continue;
                }
                calls.Pop();
                if (calls.TryPeek(out var above)) low[above.Node] = Math.Min(low[above.Node], low[call.Node]);
                if (low[call.Node] != found[call.Node]) continue;
                int member;
                do
                {
                    member = path.Pop();
                    inPath[member] = false;
                    component[member] = components;
                }
                while (member != call.Node);
                components++;
            }
        }
        return component;
    }
}
