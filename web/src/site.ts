import './site.css';
import './pages/frame.css';
import './pages/agreement.css';
import './pages/arrangement.css';
import './pages/situation.css';
import './pages/finding.css';
import './pages/report.css';
import './pages/statements.css';
import './pages/backtest.css';
import './pages/coverage.css';
import './pages/bulletin.css';
import './pages/form.css';
import './pages/journal.css';
import './pages/triage.css';
import './places';
import { listen } from './site/keys';
import { follow } from './site/live';
import { offerTrials } from './site/trial';
import { offerThemes } from './site/theme-switch';

// The pages are whole without this: it adds keys, the choice of colours and new entries as they come.
offerThemes();
listen();
offerTrials();
follow();
